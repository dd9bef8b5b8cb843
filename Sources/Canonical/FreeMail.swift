/// Domains that say nothing about a person's company.
package enum FreeMail {
  /// Whether a domain (small letters) belongs to a mail provider that anybody may use.
  package static func contains(_ domain: Span<UInt8>) -> Bool {
    domains.contains(PackedWord(domain, 0..<domain.count))
  }

  private static let domains = WordSet(
    """
    gmail.com googlemail.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it hotmail.es outlook.com \
    outlook.fr outlook.de outlook.es outlook.com.br live.com live.co.uk live.fr live.nl msn.com yahoo.com yahoo.co.uk \
    yahoo.co.in yahoo.co.jp yahoo.com.br yahoo.fr yahoo.de yahoo.es yahoo.it yahoo.in ymail.com rocketmail.com \
    icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.com gmx.at gmx.ch web.de t-online.de freenet.de orange.fr \
    wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it mail.ru yandex.ru yandex.com bk.ru inbox.ru \
    list.ru rambler.ru ukr.net qq.com 163.com 126.com sina.com foxmail.com naver.com hanmail.net daum.net \
    proton.me protonmail.com pm.me tutanota.com fastmail.com zoho.com mail.com hey.com comcast.net verizon.net att.net \
    sbcglobal.net btinternet.com sky.com virginmedia.com rediffmail.com uol.com.br bol.com.br terra.com.br seznam.cz \
    wp.pl o2.pl onet.pl interia.pl bigpond.com shaw.ca ziggo.nl telenet.be bluewin.ch
    """)
}
