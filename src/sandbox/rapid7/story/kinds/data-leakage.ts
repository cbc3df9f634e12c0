import { minutesBefore } from '../../../story/cast.ts';
import { COMPANY, DOMAIN, MARKETS, PASSWORDS, RANSOMWARE_GROUPS, STAFF } from '../../../story/company.ts';
import { quotation } from '../../../story/verbatim.ts';
import { asset, clear, dark, OWN_DOMAIN, type Scene, table, type Writers } from '../finding.ts';

/** Numbers that payment processors publish for tests. */
const TEST_CARDS = ['4111111111111111', '5555555555554444', '4012888888881881', '5105105105105100'];

function credentials({ random }: Scene, count: number): string {
  const people = random.shuffled(STAFF).slice(0, count);
  const rows = people.map(({ mail }) => [
    'VPN',
    'https://vpn.larkfield.example/login',
    mail,
    random.pick(PASSWORDS),
    random.pick(['Unknown', 'Active']),
  ]);
  return table(',', [['System', 'URL', 'Email', 'Pass', 'Status'], ...rows]);
}

function paste(random: Scene['random']): string {
  return `https://paste.example/${random.hex(8)}`;
}

/** `DataLeakage`. */
export const DATA_LEAKAGE: Writers = {
  CredentialsLeakage(scene) {
    const { random, draw } = scene;
    const count = random.between(2, 6);
    return {
      severity: 'High',
      title: `Dark Web - ${count} credentials of ${DOMAIN} in a leaked database`,
      text: `A list of ${random.between(3, 40)} million pairs is passed around at ${random.pick(MARKETS)}. It holds ${count} addresses @${DOMAIN}, for example ${draw.person().mail} with password: ${random.pick(PASSWORDS)}. The rows are in the attached file. | Recommendations: reset, end sessions, check sign-ins of the last 14 days.`,
      source: dark('Leaked Database', 'http://forum.evil.example/t/4711'),
      assets: OWN_DOMAIN,
      csv: credentials(scene, count),
      tag: 'credentials',
    };
  },
  CreditCardsLeaked({ random, draw }) {
    const rows = random
      .shuffled(TEST_CARDS)
      .slice(0, 3)
      .map((card) => [card, `0${random.between(1, 9)}/29`, random.between(100, 999), draw.person().name.toUpperCase()]);
    return {
      severity: 'High',
      title: 'Dark Web - payment cards of the company published as proof',
      text: `Three cards of the bank's debit range were posted at ${random.pick(MARKETS)} to advertise more. CVV 737 and PIN 4821 stand beside the first one.${quotation('Text of the post:', draw.quote.advertisement())}`,
      source: dark('Credit Card Black Market', 'http://cards.evil.example/lf'),
      assets: [asset('BIN', '411111')],
      csv: table('\t', [['Card', 'Expiry', 'CVV', 'Holder'], ...rows]),
      picture: 'forum post',
    };
  },
  RansomwareLeaks(scene) {
    const { random, draw } = scene;
    const group = random.pick(RANSOMWARE_GROUPS);
    const files = Array.from({ length: random.between(8, 30) }, () => [
      `/finance/larkfield/${random.pick(['contract', 'invoice', 'nda'])}_${random.hex(6)}.pdf`,
      random.between(12, 4000),
    ]);
    return {
      severity: 'High',
      title: `Dark Web - company files in a leak of ${group}`,
      text: `${group} lists a supplier of ${COMPANY} as a victim since ${minutesBefore(scene, random.between(30, 500))}. The sample holds a folder with the name of the bank, ${files.length} files; their names are in the attached file.${quotation('Statement of the group:', draw.quote.statement())}`,
      source: dark('Data Leakage Website', 'http://leak.evil.example/l'),
      csv: table(',', [['Path', 'KB'], ...files]),
      picture: 'directory',
      tag: 'supplier',
    };
  },
  ConfidentialDocumentLeakage: ({ random }) => ({
    severity: 'Medium',
    title: 'Confidential document found on a file sharing website',
    text: `"Branch security handbook ${random.between(2023, 2026)}" (marked internal, ${random.between(20, 90)} pages) can be downloaded without sign-in. It was uploaded by an account of a former contractor.`,
    source: clear('File Sharing Website', `https://files.evil.example/${random.hex(8)}`),
    picture: 'directory',
  }),
  ConfidentialInformationExposed: ({ random, draw }) => ({
    severity: 'Medium',
    title: `Internal names exposed in a public question - ${draw.asset().host}`,
    text: `A question on a developer forum quotes a stack trace with host names, class LedgerSync<T> and ticket LF-${random.between(1000, 9999)}. No credentials in it. A search engine still has a copy.`,
    source: clear('Other', `https://questions.example/q/${random.hex(6)}`),
  }),
  ExposedMentionsOnGithub: ({ random, draw }) => ({
    severity: 'High',
    title: 'Source code with company secrets in a public repository',
    text: `A repository with commits by ${draw.person().mail} holds deploy/values.yaml:\n\ndb_host: db-stage-02.larkfield.example\ndb_password: ${random.pick(PASSWORDS)}\nclient_secret: lf-demo-${random.hex(24)}\n\nDeleting the file is not enough, it stays in the history; two forks exist.`,
    source: clear('Other', `https://code.example/lf-${random.hex(4)}/payments-poc`),
    assets: [asset('GithubQueries', 'larkfield')],
    tag: 'secrets',
  }),
  SensitiveDataLeaked: ({ random }) => ({
    severity: 'Medium',
    title: 'Secret of the company exposed publicly on a code host',
    text: `An access token of a build service was committed ${random.between(2, 40)} days ago: token=lf-demo-${random.hex(20)}. It no longer works, but the project it belonged to is named.`,
    source: clear('Other', `https://code.example/snippets/${random.hex(5)}`),
  }),
  SensitiveDataLeakedOnWikiLeaks: ({ random }) => ({
    severity: 'Low',
    title: 'Company named in a collection of leaked documents',
    text: `${COMPANY} is named on ${random.between(2, 9)} pages of an old collection that was indexed again this week. All of it was public before.`,
    source: clear('Wikileaks', `https://archive.example/${random.hex(5)}`),
  }),
  PrivateDetailsLeakage: ({ random, draw }) => ({
    severity: 'Medium',
    title: 'Private details of customers offered as a sample',
    text: `${random.between(11, 90)},000 records "from Larkfield CRM" are claimed. The sample rows do not match the format of the bank; four of them are in an older leak of a loyalty programme. Sample SHA-1 ${draw.sample().sha1}.`,
    source: dark('Black Market', 'http://market.evil.example/88'),
    csv: table(',', [
      ['Name', 'Born', 'Telephone'],
      ...STAFF.slice(0, 4).map(({ name }) => [name, '1970-01-01', '+1 555 0100']),
    ]),
  }),
  LeakedEmailContent: ({ random, draw }) => ({
    severity: 'Medium',
    title: 'E-mail correspondence of an employee pasted in public',
    text: `A paste holds six messages between ${draw.person().mail} and a supplier about a price list.${quotation('One of them:', draw.quote.message())}`,
    source: clear('Paste Site', paste(random)),
  }),
  SecretProject: ({ random }) => ({
    severity: 'Low',
    title: 'Name of a secret project mentioned: "Harbour Light"',
    text: 'A trade magazine guesses at a merger and uses the internal name of the project. The author seems to have it from an invitation that went to the wrong list.',
    source: clear('Cyber Security Blog', `https://news.example/${random.hex(5)}`),
    assets: [asset('SecretProjects', 'Harbour Light')],
  }),
  Doxing: ({ random, draw }) => ({
    severity: 'Medium',
    title: `Private details of an employee published - ${draw.person().name}`,
    text: 'Home address, car and the school of the children were posted after a dispute about a loan. The platform was told; the post is still there.',
    source: clear('Paste Site', paste(random)),
  }),
  SupplyChainProtection: ({ random, draw }) => ({
    severity: 'Medium',
    title: 'A supplier of the company was broken into',
    text: `The provider of ${random.pick(['print and mailing', 'cash logistics', 'call centre'])} services reports an intrusion. Addresses used there: ${draw.address()}, ${draw.address()}. It holds customer addresses of the bank.`,
    source: clear('Hacking News', `https://news.example/${random.hex(5)}`),
    assets: [asset('SupplyChainCompanyNames', 'Placeholder Print and Mail')],
  }),
  SummaryAlert: ({ random }) => ({
    severity: 'Low',
    title: `Summary - ${random.between(20, 90)} customer sign-ins in stealer logs`,
    text: 'All of them are older than a year and were reset. Listed for completeness.',
    source: dark('Leaked Database'),
  }),
};
