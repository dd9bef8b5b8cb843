internal import Foundation

/// How likely text of two-byte characters is: by the rows of its table that are used most, and by characters that names
/// are full of. Shares are rough; a pair of bytes is weighed against two letters of one byte each.
struct IdeographModel {
  private enum Table { case gb, big5, korean, shiftJIS, eucJP }

  private let table: Table
  /// Characters that are far more common than others, and the share of all that they make up together.
  private let common: Set<UInt32>
  private let commonShare: Double

  static let gb18030 = IdeographModel(table: .gb, common: simplified, commonShare: 0.45)
  static let big5 = IdeographModel(table: .big5, common: traditional, commonShare: 0.45)
  static let eucKR = IdeographModel(table: .korean, common: hangul, commonShare: 0.6)
  static let shiftJIS = IdeographModel(table: .shiftJIS, common: japanese, commonShare: 0.4)
  static let eucJP = IdeographModel(table: .eucJP, common: japanese, commonShare: 0.4)

  private init(table: Table, common: String, commonShare: Double) {
    self.table = table
    self.common = Set(common.unicodeScalars.map(\.value))
    self.commonShare = commonShare
  }

  /// Logarithm of the likelihood of a text that was decoded from `raw`.
  func score(_ text: [UInt8], raw: [UInt8]) -> Double {
    var score = 0.0
    var at = 0
    var isInWord = false
    EncodingDetector.eachScalar(text) { scalar in
      guard at < raw.count else { return }
      let lead = raw[at]
      guard let scalar else {
        // Bytes that make no character.
        score += log(0.0000001)
        at += 1
        return
      }
      guard lead >= 0x80 else {
        let isLetter = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(lead & 0xDF)
        // Letters of two scripts in one word.
        if isLetter && isInWord { score += log(0.1) }
        isInWord = false
        at += 1
        return
      }
      let trail = at + 1 < raw.count ? raw[at + 1] : 0
      let length = length(lead, trail)
      score += log(share(lead, trail, length, scalar))
      isInWord = true
      at += length
    }
    return score
  }

  private func length(_ lead: UInt8, _ trail: UInt8) -> Int {
    switch table {
    case .shiftJIS: (0xA1...0xDF).contains(lead) || lead == 0x80 ? 1 : 2
    case .gb: (0x30...0x39).contains(trail) ? 4 : 2
    case .eucJP: lead == 0x8F ? 3 : 2
    case .big5, .korean: lead == 0x80 || lead == 0xFF ? 1 : 2
    }
  }

  private func share(_ lead: UInt8, _ trail: UInt8, _ length: Int, _ scalar: UInt32) -> Double {
    if common.contains(scalar) { return commonShare / Double(common.count) }
    switch (table, lead) {
    case (.gb, _) where length == 4: return 1e-8
    case (.gb, 0xB0...0xD7) where trail >= 0xA1: return 0.5 / 3755
    case (.gb, 0xD8...0xF7) where trail >= 0xA1: return 0.04 / 3008
    case (.gb, 0xA1), (.gb, 0xA3): return 0.01 / 94
    case (.gb, _): return 1e-6
    case (.big5, 0xA4...0xC6): return 0.5 / 5401
    case (.big5, 0xC9...0xF9): return 0.03 / 7652
    case (.big5, 0xA1...0xA3): return 0.01 / 157
    case (.korean, 0xB0...0xC8) where trail >= 0xA1: return 0.38 / 2350
    case (.korean, 0xCA...0xFD) where trail >= 0xA1: return 0.01 / 4888
    case (.korean, 0xA1...0xAC) where trail >= 0xA1: return 0.005 / 900
    case (.korean, 0x81...0xC6): return 0.005 / 8822
    case (.shiftJIS, 0x82...0x83), (.eucJP, 0xA4...0xA5): return kana(scalar)
    case (.shiftJIS, 0xA1...0xDF): return 0.0004
    case (.shiftJIS, 0x88...0x97): return 0.24 / 2965
    case (.shiftJIS, 0x98...0x9F), (.shiftJIS, 0xE0...0xEA): return 0.01 / 3390
    case (.shiftJIS, 0x81): return 0.01 / 147
    case (.eucJP, 0xB0...0xCF): return 0.24 / 2965
    case (.eucJP, 0xD0...0xF4): return 0.01 / 3390
    case (.eucJP, 0xA1): return 0.01 / 94
    case (.eucJP, 0x8E): return 0.0004
    default: return 1e-7
    }
  }

  private func kana(_ scalar: UInt32) -> Double {
    switch scalar {
    case 0x3041...0x3096: 0.12 / 83
    case 0x30A1...0x30FC: 0.18 / 86
    default: 1e-5
    }
  }

  /// Surnames, letters of given names and of addresses that very many people have.
  private static let simplified =
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文玉红志海云新晓春梅兰凤洁小雪佳思宇浩子天俊轩欣怡一公司有限中大学北京上市区路号"
  private static let traditional =
    "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾游彭詹胡施沈余盧梁趙顏柯翁魏孫戴范方宋鄧杜傅侯曹薛丁馬蔣志家明俊建文華雅淑美惠玉秀麗芳婷怡君佩玲宜欣宗偉冠國宏信豪榮雄德成英傑公司有限中大學台北市區路號小心思子安"
  private static let japanese =
    "田中山本村木佐藤鈴高橋伊渡辺小林加吉井上松清水川斎崎原野石池橋阿部森岡長谷和前後近遠青西福太三浦大内島今金子竹坂宮平河酒工横内柴丸新千葉桜菊久保安岩熊市古郎一二次夫男雄子美恵幸代智香奈真由里優愛花陽翔健誠明正浩隆直樹介輔也哉秀博和文裕康株式会社東京都県区町丁目"
  private static let hangul =
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용수영준호상훈경재동미혜숙희철광태승종병순자규식환빈아예린윤다솔보람슬태"
}
