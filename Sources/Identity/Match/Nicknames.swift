internal import PipelineModel

/// Short forms of first names: groups of names that one person may go by.
enum Nicknames {
  /// Up to four groups (numbers from 1, a byte each) by what a name is known by among the values of rows.
  static let groups: [UInt128: UInt32] = {
    var groups: [UInt128: UInt32] = [:]
    for (number, line) in table.split(separator: "\n").enumerated() {
      for name in line.split(separator: " ") {
        let bytes = Array(name.utf8)
        let hash = contentHash(bytes.span, seed: MatchPlan.names)
        let before = groups[hash] ?? 0
        if before >> 24 == 0 { groups[hash] = before << 8 | UInt32(truncatingIfNeeded: number + 1) }
      }
    }
    return groups
  }()

  /// Whether two names have a group in common.
  static func areRelated(_ a: UInt32, _ b: UInt32) -> Bool {
    var rest = a
    while rest != 0 {
      var other = b
      while other != 0 {
        if other & 0xFF == rest & 0xFF { return true }
        other >>= 8
      }
      rest >>= 8
    }
    return false
  }

  /// Written for Sluice out of common knowledge; one group a line, at most 255.
  private static let table = """
    william will bill billy willie liam wm
    robert rob bob bobby robbie bert
    richard rick dick rich ricky richie
    james jim jimmy jamie jem
    john jack johnny jon
    jonathan jon jonny
    michael mike mick mickey micky mikey
    thomas tom tommy
    charles charlie chuck chas
    edward ed eddie ted teddy ned
    edwin ed eddie
    edmund ed eddie ned
    joseph joe joey
    christopher chris kit topher
    christian chris
    christine chris chrissy tina
    christina chris chrissy tina
    daniel dan danny
    david dave davey
    matthew matt
    anthony tony ant
    andrew andy drew
    stephen steve steven stevie
    steven steve stephen
    kenneth ken kenny
    gregory greg
    joshua josh
    benjamin ben benny benji
    samuel sam sammy
    samantha sam sammie
    alexander alex al sandy xander sasha lex
    alexandra alex sandra sasha lexi
    alexandre alex
    alejandro alex
    albert al bert albie
    alfred al fred alfie
    alan al
    nicholas nick nicky nico
    nikolaus nick klaus niko
    nicola nicky
    patrick pat paddy rick
    patricia pat patty trish tricia
    timothy tim timmy
    ronald ron ronnie
    donald don donnie
    lawrence larry laurie
    laurence larry laurie
    raymond ray
    gerald gerry jerry
    jerome jerry
    jeremy jerry jez
    jeffrey jeff geoff
    geoffrey geoff jeff
    frederick fred freddie freddy rick
    francis frank fran
    franklin frank
    frances fran franny fanny
    francisco paco pancho
    walter walt wally
    henry harry hank hal
    harold harry hal
    arthur art artie
    peter pete
    philip phil pip
    phillip phil pip
    leonard len lenny leo
    leonardo leo
    leon leo
    vincent vince vinny
    victor vic
    victoria vicky tori
    theodore ted teddy theo
    zachary zach zack
    nathaniel nathan nate nat
    nathan nate nat
    douglas doug
    russell russ
    ernest ernie
    eugene gene
    stanley stan
    terence terry
    theresa terry tess tessa
    teresa terry tess tessa
    martin marty
    martha marty
    maxwell max
    maximilian max
    maxim max
    elizabeth liz beth betty lizzie eliza lisa libby bess ellie elsie
    elisabeth liz beth lisa sissi elli
    margaret maggie meg peggy marge margie greta rita daisy
    margarete grete greta
    katherine kate kathy katie kat kay
    catherine cathy kate katie cat
    kathleen kathy kate katie
    katharina kathi kate
    rebecca becky becca
    jennifer jen jenny
    jessica jess jessie
    susan sue susie suzy
    susanne susi
    barbara barb babs bobbie
    deborah deb debbie
    debra deb debbie
    pamela pam
    sandra sandy
    cynthia cindy
    dorothy dot dottie dolly
    judith judy jude
    jacqueline jackie
    kimberly kim
    amanda mandy
    abigail abby gail
    angela angie
    stephanie steph stephie
    caroline carrie carol
    carolyn carrie carol
    josephine jo josie
    joanna jo joan
    joanne jo
    valerie val
    veronica ronnie vera
    gabriel gabe
    gabrielle gabby
    natalie nat
    natasha tasha nat
    olivia liv livvy
    isabella bella izzy
    isabelle izzy belle
    eleanor ellie nell nora
    emily em emmy
    madeleine maddie
    madison maddie
    melissa mel missy
    melanie mel
    virginia ginny
    penelope penny
    rosemary rose rosie
    roberta bobbie
    johannes hannes hans johann
    johann hans hannes
    josef sepp
    wolfgang wolf
    friedrich fritz
    heinrich heinz heiner
    ludwig lutz
    sebastian basti seb
    matthias matze
    michaela michi
    andreas andi
    jose pepe
    ignacio nacho
    guillermo memo
    roberto beto
    eduardo lalo edu
    enrique quique
    manuel manolo
    antonio toni tony
    giuseppe beppe peppe
    francesco franco checco
    luigi gigi
    giovanni gianni
    jean-pierre jp
    frederic fred
    philippe phil
    dmitry dima
    dmitri dima
    alexei alyosha lyosha
    aleksandr sasha alex
    vladimir vova volodya
    mikhail misha
    ivan vanya
    nikolai kolya
    sergei seryozha
    yekaterina katya
    ekaterina katya
    maria masha mary
    anna anya annie
    tatiana tanya
    tatyana tanya
    yevgeny zhenya
    evgeny zhenya
    pyotr petya
    """
}
