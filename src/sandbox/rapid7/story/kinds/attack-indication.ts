import { COMPANY, DOMAIN, MARKETS, RANSOMWARE_GROUPS, SELLERS, STAFF, STEALERS } from '../../../story/company.ts';
import { defang } from '../../../story/infrastructure.ts';
import { quotation } from '../../../story/verbatim.ts';
import { asset, clear, dark, hostAssets, type Scene, table, type Writers } from '../finding.ts';

const MARKET_URL = 'http://market.evil.example/u/88';

function seller({ random }: Scene): string {
  return `${random.pick(SELLERS)} at ${random.pick(MARKETS)}`;
}

function advertised({ draw }: Scene): string {
  return quotation('The post in the original:', draw.quote.advertisement());
}

/** `AttackIndication`. */
export const ATTACK_INDICATION: Writers = {
  BlackMarket(scene) {
    const host = scene.draw.asset();
    return {
      severity: 'High',
      title: 'Dark Web - access to the company network offered for sale',
      text: `${seller(scene)} auctions "VPN + domain user, bank, EU, revenue 400M", start ${scene.random.between(2, 6)},000 USD. Revenue and number of hosts fit ${COMPANY}; a screenshot shows a host named like ${host.host}. | Recommendations: end all remote sessions and require a new second factor.${advertised(scene)}`,
      source: dark('Black Market', MARKET_URL),
      assets: hostAssets(host),
      picture: 'terminal',
      tag: 'initial access',
    };
  },
  BotDataForSale(scene) {
    const { random, draw } = scene;
    const { sha256, md5 } = draw.sample();
    const address = draw.address();
    const rows = random
      .shuffled(STAFF)
      .slice(0, 4)
      .map(({ mail }) => [`LT-${random.hex(4).toUpperCase()}`, mail, 'vpn.larkfield.example', random.between(4, 30)]);
    return {
      severity: 'High',
      title: `Dark Web - ${random.pick(STEALERS)} logs with company sign-ins for sale`,
      text: `Logs of ${rows.length} computers with cookies for vpn.larkfield.example. Stealer SHA-256: ${sha256}, control server ${defang(address)}. | Recommendations: revoke sessions, isolate the computers.`,
      source: dark('Black Market', MARKET_URL),
      iocs: [sha256, md5, address],
      csv: table('\t', [['Computer', 'User', 'Target', 'Price USD'], ...rows]),
      tag: 'infostealer',
    };
  },
  CreditCardsForSale: (scene) => ({
    severity: 'High',
    title: `Dark Web - ${scene.random.between(2, 19)}00 payment cards of the company for sale`,
    text: `${seller(scene)} asks ${scene.random.between(8, 22)} USDT a card and names the debit range of the bank. Two records are shown as proof: 4111 1111 1111 1111 | 09/28 | CVV 737.${advertised(scene)}`,
    source: dark('Credit Card Black Market', MARKET_URL),
    assets: [asset('BIN', '411111')],
    picture: 'forum post',
  }),
  ContactsForSale: (scene) => ({
    severity: 'Medium',
    title: 'Dark Web - contacts of the company for sale',
    text: `${seller(scene)} offers ${scene.random.between(2, 9)},000 business addresses of banks, 40 of them @${DOMAIN}.`,
    source: dark('Black Market', MARKET_URL),
    csv: table(',', [['Name', 'Email'], ...STAFF.slice(0, 5).map(({ name, mail }) => [name, mail])]),
  }),
  CompanyAssetsAreOfferedForDownload: (scene) => ({
    severity: 'Medium',
    title: 'Company documents offered for download',
    text: `An archive "larkfield.zip" (${scene.random.between(20, 400)} MB, SHA-256 ${scene.draw.sample().sha256}) is linked from ${scene.random.pick(MARKETS)}.`,
    source: dark('File Sharing Website', 'http://files.evil.example/larkfield.zip'),
    picture: 'directory',
  }),
  InsiderThreat: (scene) => ({
    severity: 'High',
    title: 'Dark Web - an insider of the company is wanted',
    text: `${seller(scene)} looks for staff of ${COMPANY} who can change limits and pays 5 % of what comes out.${advertised(scene)}`,
    source: dark('Cyber Crime Forum', 'http://forum.evil.example/t/99'),
    picture: 'forum post',
  }),
  AttackTargetList: ({ random, draw }) => ({
    severity: 'High',
    title: 'Company on a target list',
    text: `A channel of ${random.pick(RANSOMWARE_GROUPS)} asks partners for "any foothold at ${DOMAIN}". Control servers this month: ${defang(draw.address())} and ${defang(draw.address())}.${quotation('In their words:', draw.quote.statement())}`,
    source: dark('Telegram', 'https://chat.evil.example/c/7'),
    tag: 'ransomware',
  }),
  DDoSTargetList: ({ random, draw }) => ({
    severity: 'High',
    title: 'Company on a list of DDoS targets',
    text: `Twelve banks are named for ${random.between(1, 3)} days from now; your portal is the fourth. The configuration was loaded by a known tool from ${defang(draw.address())}.`,
    source: dark('Hacktivism Forum', 'http://forum.evil.example/t/12'),
  }),
  PhishingTargetList: ({ random, draw }) => ({
    severity: 'Medium',
    title: 'Company in the target list of a phishing kit',
    text: `A kit with pages for ${random.between(8, 30)} banks contains one for ${COMPANY}. Archive MD5 ${draw.sample().md5}.`,
    source: clear('Malware Analysis'),
  }),
  Malware: ({ draw }) => {
    const { sha256, sha1, md5 } = draw.sample();
    return {
      severity: 'High',
      title: 'Malware uses the name of the company',
      text: `An Android package "Larkfield Secure Key" lays its own form over the genuine app. SHA-256: ${sha256}. Control server: ${defang(draw.address())}:8443.`,
      source: clear('Malware Analysis', `https://${draw.domain()}/app/larkfield-key.apk`),
      iocs: [sha256, sha1, md5],
      assets: [asset('Applications', 'Larkfield Mobile (Android)')],
    };
  },
  AssetsEmbeddedInMalwareCode: ({ draw }) => ({
    severity: 'Medium',
    title: 'Company domain embedded in malware code',
    text: `A sample (MD5 ${draw.sample().md5}) lists portal.${DOMAIN} among the pages it waits for.`,
    source: clear('Malware Analysis'),
  }),
  AssetsWereHacked: ({ random, draw }) => ({
    severity: 'High',
    title: `Website reported as defaced - ${draw.asset().host}`,
    text: `An archive of defacements shows a page of yours from ${random.between(2, 40)} minutes ago. It looks genuine now; the picture is attached.`,
    source: clear('Gray Hat Website', `https://mirror.example/${random.hex(6)}`),
    picture: 'terminal',
  }),
  IndicationOfBeingHacked: ({ random, draw }) => ({
    severity: 'High',
    title: 'Company address seen at a control server',
    text: `${draw.asset().address} connected ${random.between(3, 40)} times to a sinkhole of the ${random.pick(STEALERS)} stealer.`,
    source: clear('Malware Analysis'),
  }),
  AssetReportedAsMalicious: ({ draw }) => ({
    severity: 'Low',
    title: `Company asset reported as malicious - ${draw.asset().host}`,
    text: 'Two of 86 engines call the host suspicious since last night. Probably a wrong report; the vendors can be asked to correct it.',
    source: clear('IOC Block List'),
  }),
  AttackedByBlackList: ({ draw }) => ({
    severity: 'Low',
    title: 'Company asset named by a watched group',
    text: `A group on your watch list named ${draw.asset().host} in a list of results of a scan.`,
    source: clear('Hacktivism Forum'),
  }),
  IPAddressOnABlackList: ({ draw }) => {
    const { address } = draw.asset();
    return {
      severity: 'Low',
      title: `Company address on a block list - ${address}`,
      text: 'Reported for brute force against mail servers. Look for a proxy or a compromised account behind it.',
      source: clear('Firehol'),
      assets: [asset('IpAddresses', address)],
    };
  },
  EmailAddressReportedAsSpam: ({ draw }) => ({
    severity: 'Low',
    title: `Company e-mail address reported as spamming - ${draw.person().mail}`,
    text: 'Eleven reports in an hour. Either a newsletter went too far or the account is used by others.',
    source: clear('IOC Block List'),
  }),
  Scam: ({ draw }) => ({
    severity: 'Medium',
    title: 'Job offer in the name of the company asks for a deposit',
    text: `Applicants are sent to ${defang(`https://${draw.domain()}/join`)} and asked for 120 EUR for "equipment".${quotation('The message:', draw.quote.message())}`,
    source: clear('Webmail'),
  }),
  IRCHackerChat: ({ draw }) => ({
    severity: 'Low',
    title: 'Company mentioned in an IRC channel',
    text: `The company is named once, in passing.${quotation('The line:', draw.quote.statement())}`,
    source: dark('IRC Channel'),
  }),
  TelegramChat: ({ draw }) => ({
    severity: 'Medium',
    title: 'Company mentioned in a Telegram channel',
    text: `A channel that sells one-time codes added the bank to its list.${quotation('The post:', draw.quote.advertisement())}`,
    source: dark('Telegram', 'https://chat.evil.example/c/3'),
    picture: 'forum post',
  }),
  CustomQueries: ({ random }) => ({
    severity: 'Low',
    title: 'Custom query matched: "larkfield AND otp"',
    text: `${random.between(1, 5)} new results for your query since yesterday.`,
    source: clear('Other', `https://news.example/${random.hex(5)}`),
    assets: [asset('CustomQueries', 'larkfield AND otp')],
  }),
  IntelliFindQueries: ({ random }) => ({
    severity: 'Low',
    title: 'IntelliFind query matched: "harbour branch"',
    text: `${random.between(1, 5)} new mentions for your saved search.`,
    source: dark('Cyber Crime Forum', 'http://forum.evil.example/t/5'),
  }),
  Regex: ({ random }) => ({
    severity: 'Low',
    title: 'Pattern of an account number matched in a paste',
    text: `One line fits the pattern LF\\d{8}; the check digit is wrong, so it is probably made up.`,
    source: clear('Paste Site', `https://paste.example/${random.hex(8)}`),
  }),
  SummaryAlert: ({ random }) => ({
    severity: 'Low',
    title: `Summary - ${random.between(5, 40)} mentions on the dark web`,
    text: 'Mostly copies of one advertisement that you know already.',
    source: dark('Cyber Crime Forum'),
  }),
};
