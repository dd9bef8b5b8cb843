/// The small tables of words that names are made of besides names.
enum NameWords {
  /// Written small at the front of a family name and inside a name.
  static let particles = WordSet(
    """
    van von vom zu zum zur der den dem des ter ten de de' del della degli dei dal du da das dos do af av of \
    bin binti binte bint ibn
    """)
  /// Written small inside a name, never at its front: Irish mac and Japanese no among them.
  static let innerParticles = WordSet("y und and the mac no")
  /// Written small after a particle: de la, van 't.
  static let followers = WordSet("la las los le lo het der den")
  /// Begin a family name when a full name is taken apart, besides the particles.
  static let familyOpeners = WordSet("di la le lo el al st st. saint san santa ben abu mac mc")
  /// Articles that hang on a name by a hyphen.
  static let articles = WordSet("al el ad ar as ash at az ud ul")
  /// Take a capital after their apostrophe, though longer than one letter.
  static let elisions = WordSet("dell dall nell sant")
  /// Written small between two hyphens.
  static let hyphenated = WordSet("al el de du des von van ad ar as ud ul sur")
  /// What follows Mac where the name is certainly a Mac name.
  static let macNames = WordSet(
    """
    donald dougall gregor kenzie leod millan neil neill arthur intyre farlane lean pherson allister bride \
    diarmid duff gillivray innes iver laren lachlan lennan mahon naughton phail queen rae taggart vicar ewan ewen \
    eachern fadyen isaac cormack donough laverty leish michael nicol beth kinnon killop donnell dermott dermot
    """)
  /// Syllables of Korean given names: the second one is written small (Min-jun).
  static let koreanSyllables = WordSet(
    """
    a ae ah ahn bae beom bit bu byeon byun bin bo bok bong bum byeol byeong byul byung chae chan chang cheol cheon chi cho choong chul chun \
    dae dan deok deuk do dong doo du duck duk eok eon eui eul eum eun eung gap geon geum geun gi gil goo gu guk gun ga gang gong gwan \
    gwang gwi gwon gyeom gyeong gyo gyu gyun ha hae hak han hang haeng hee heon heum heung ho hong hoo hoon hu hui hun \
    hwa hwan hwang hwi hyang hyeong hye hyeok hyeon hyeong hyo hyuk hyun hyung ik il im in ja jae jang je jeom jeon jeong ji jik jin jong joo \
    joon joong ju jun jung kak kang kap keon keum keun ki kil kon kook koo ku kuk kun kwan kwang kwi kwon kyeong kyo kyoung \
    kyu kyun kyung mae man mi min mo mok moo moon mu mun myeong myoung myung na nam nan no nyeo o ock oh ok pil pyo pyung ra rae \
    rak ran ri rim rin rok ryang ryeol ryeong ryong ryul sam san sang se seo seob seok seong seol seon seong seop seul seung \
    shi shik shin si sik sil sim sin so sohn sok sol son song soo sook soon su sub suck suk sul sun sung tae taek uk ul um \
    u un ung wan weon wol won woo wook woon woong wu yang ye yeon yeong yeol yeop yi yo yol yon yong yoo yool yoon young \
    youn yu yul yun yung yup
    """)
  /// Kings, popes and third sons. XI is a name more often than a number.
  static let romanNumerals = WordSet("ii iii iv vi vii viii ix xii xiii xiv xv xvi xvii xviii xix")
  /// Two consonants that are a name and not initials.
  static let shortNames = WordSet("ng md st mt jr sr dr mr ms hj")

  /// Honorifics, with a dot or without.
  static let honorifics = WordSet(
    """
    mr mrs ms miss mx dr drs prof professor doctor sir dame rev reverend herr frau mme mlle dra dott sra srta \
    señor madam
    """)
  /// Honorifics that are names as well, and so need their dot.
  static let dottedHonorifics = WordSet(
    "gen. col. maj. hon. fr. lt. sgt. capt. cpt. ing. mag. sr. sig. avv. arch. dipl.-ing. dott.ssa prof.ssa m.")

  /// What stands after a name, with or without a comma.
  static let suffixes = WordSet("jr sr ii iii iv phd mba esq dds dphil pharmd jnr snr")
  /// What stands after a name when a comma stands before it.
  static let commaSuffixes = WordSet(
    """
    jr sr jnr snr i ii iii iv v vi phd mba esq dds dphil pharmd md jd rn np pe pa-c cpa cfa cfp pmp msc bsc ma ba bs \
    ms meng beng llm llb edd dvm do dmd od mph msw lcsw obe mbe cbe dba psyd cissp mphil frcs facs shrm-cp shrm-scp ret
    """)
}
