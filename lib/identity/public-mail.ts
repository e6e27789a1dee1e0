/** Where anybody can have an address: such a domain says nothing of whose somebody is. The usual ones here, checked against none but this list. */
export const PUBLIC_MAIL: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com ukr.net i.ua ua.fm meta.ua bigmir.net email.ua online.ua 3g.ua football.ua voliacable.com
  outlook.com outlook.de outlook.fr outlook.pl hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it live.com live.co.uk msn.com passport.com
  yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.it yahoo.es yahoo.pl ymail.com rocketmail.com aol.com
  icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tuta.io tuta.com fastmail.com hey.com
  gmx.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de mail.com zoho.com zohomail.com mailbox.org posteo.de
  wp.pl o2.pl onet.pl op.pl interia.pl poczta.onet.pl seznam.cz centrum.cz email.cz azet.sk abv.bg mail.bg libero.it orange.fr laposte.net
  free.fr wanadoo.fr mail.ru bk.ru inbox.ru list.ru internet.ru rambler.ru yandex.ru yandex.com yandex.ua ya.ru inbox.lv inbox.lt
  qq.com 163.com 126.com naver.com duck.com hushmail.com lavabit.com disroot.org riseup.net
  mailinator.com guerrillamail.com 10minutemail.com temp-mail.org tempmail.com yopmail.com sharklasers.com trashmail.com getnada.com maildrop.cc`.split(
    /\s+/,
  ),
);
