import { COMPANY, HOSTERS } from '../../story/company.ts';
import { defang } from '../../story/infrastructure.ts';
import { minutesBefore } from '../../story/cast.ts';
import type { Writer } from './scene.ts';
import { quotation } from '../../story/verbatim.ts';

const copiedSignIn: Writer = (scene) => {
  const { random, draw } = scene;
  const domain = draw.domain();
  const age = random.between(2, 46);
  return {
    severity: random.chance(0.25) ? 'Critical' : 'High',
    description: [
      `${defang(domain)} serves a copy of the sign-in page of portal.larkfield.example. The domain was registered ${age} hours ago. ` +
        `What visitors type is posted to ${defang(`https://${domain}/session/gate.php`)}; after a wrong password the page asks for the one-time code as well.`,
      '',
      `Hosting: ${defang(draw.address())}, ${random.pick(HOSTERS)}`,
      `Certificate issued: ${minutesBefore(scene, age * 60 - 35)}`,
      `First seen: ${minutesBefore(scene, random.between(5, 50))}`,
      '',
      'Favicon and style sheets are loaded from the genuine portal, so its web server log shows this domain as referrer. ' +
        'Recommended: takedown, block at proxy and mail gateway, search the portal log for the referrer to find customers who were there.',
    ].join('\n'),
    extra: {
      assetName: 'portal.larkfield.example',
      source: 'Certificate transparency',
      confidence: random.between(85, 99),
      evidence: {
        screenshot: `https://app.threatmon.example/evidence/${random.hex(10)}.png`,
        similarity: random.between(88, 99) / 100,
      },
    },
  };
};

const kitOnHackedSite: Writer = ({ random, draw }) => {
  const domain = draw.domain();
  const site = random.pick(['bakery', 'choir', 'riding-club', 'florist']);
  return {
    severity: 'High',
    description:
      `${domain} redirects to a phishing kit in a folder of a broken-into site: http://www.${site}.example/wp-includes/lf/index.html (${draw.address()}). ` +
      `The kit sends each entry to a chat bot and keeps a copy in \`result.txt\`, which can be read by anybody; it held ${random.between(4, 60)} entries at the time of writing. ` +
      `The archive of the kit was left behind (\`lf_v3.zip\`, MD5 ${draw.sample().md5}).\n\n` +
      'Recommended: takedown at the redirecting domain first, the owner of the site has not answered yet. The entries are in the evidence store for card services.',
    extra: { assetName: 'portal.larkfield.example', source: 'Spam trap', tags: ['kit', 'redirect'], confidence: 97 },
  };
};

const textMessages: Writer = ({ random, draw }) => {
  const domain = draw.domain();
  const amount = random.pick(['412.00', '1,250.00', '89.90', '7,400.00']);
  const reportCount = random.between(3, 41);
  return {
    severity: 'High',
    description:
      `${reportCount} customers forwarded text messages sent in the name of the bank. The link leads to https://${domain}/c/${random.hex(6)} ` +
      'and answers only to mobile browsers from two countries; everybody else is sent to the real home page, which is why public scanners call it clean.\n\n' +
      `Text of the message:\n"LARKFIELD: a payment of ${amount} to a new payee is on hold. If this was NOT you, cancel it at https://${domain}/c"` +
      quotation('A second wording, as received:', draw.quote.message()),
    extra: { source: 'Customer reports', assignee: null, tags: ['smishing', 'geofenced'], reportCount },
  };
};

const mailPreparation: Writer = ({ random, draw }) => {
  const domain = draw.domain();
  const person = draw.person();
  return {
    severity: 'Medium',
    description:
      `${domain} has no web content yet, but MX and SPF records since this morning (mail host ${draw.address()}). ` +
      `With a spelling this close and no page behind it, invoice fraud is more likely than phishing of customers. ` +
      `The registrant used the name of ${person.name} (${person.job}).\n\n` +
      'Recommended: refuse mail from this domain, tell accounts payable, keep on watch. A takedown will probably be turned down while there is no content.',
    extra: { assetName: 'mail.larkfield.example', source: 'New domain watch', confidence: random.between(50, 70) },
  };
};

const homoglyph: Writer = (scene) => {
  const { name, letter, ascii } = scene.draw.homoglyph();
  return {
    severity: scene.random.pick(['Low', 'Medium']),
    description:
      `Internationalised look-alike ${name} (in DNS: ${ascii}); ${letter}. ` +
      `Parked since ${minutesBefore(scene, scene.random.between(600, 1400))} on ${scene.draw.addressV6()} and ${scene.draw.address()}, offered for sale. No mail records.`,
    extra: { source: 'Homoglyph watch' },
  };
};

/** `Phishing Domain Detected`. */
export const PHISHING: readonly Writer[] = [copiedSignIn, kitOnHackedSite, textMessages, mailPreparation, homoglyph];

const sideLoaded: Writer = ({ random, draw }) => {
  const sample = draw.sample();
  const version = `${random.between(2, 6)}.${random.between(0, 9)}.${random.between(0, 20)}`;
  return {
    severity: 'Critical',
    description: [
      `An Android package called "Larkfield Secure Key" is offered for download at ${defang(`https://${draw.domain()}/app/larkfield-key.apk`)}. ` +
        "It is not signed with the bank's certificate, asks for the accessibility service and for SMS, and lays its own form over the genuine app when that is opened.",
      '',
      `Package: com.larkfield.securekey.update, version ${version}`,
      `SHA-256: ${sample.sha256}`,
      `MD5: ${sample.md5}`,
      `Control server: ${defang(draw.address())}:${random.pick([443, 8443, 4782])}`,
      '',
      'Victims are called by somebody who claims to be from the fraud desk and are talked through the installation. Recommended: takedown of the download, add the signing certificate to the app protection list, brief the call centre.',
    ].join('\n'),
    extra: { source: 'Mobile app watch', assetName: 'Larkfield Mobile (Android)', tags: ['overlay', 'sms', 'vishing'] },
  };
};

const storeClone: Writer = ({ random, draw }) => ({
  severity: random.pick(['Low', 'Medium']),
  description:
    `A third-party store lists "${COMPANY} Mobile" by a publisher that is not the bank, ${random.between(50, 900)} downloads. ` +
    `The file is the genuine release of last spring with an advertising library added (SHA-1 ${draw.sample().sha1}). No theft of data seen. ` +
    'The store takes down on request, usually within two working days.',
  extra: { source: 'Mobile app watch', assetName: 'Larkfield Mobile (Android)' },
});

/** `Rogue Mobile App Detected`. */
export const ROGUE_APP: readonly Writer[] = [sideLoaded, storeClone];

const PROFILES = [
  '@larkfield_help',
  '@LarkfieldCare_',
  '@larkfield.support.team',
  '@_larkfield_official_',
  '@larkfieldbank24',
  '@ask*larkfield*',
];

const helpDesk: Writer = ({ random, draw }) => {
  const name = random.pick(PROFILES);
  const followers = random.between(90, 4200);
  return {
    severity: followers > 2000 ? 'High' : 'Medium',
    description:
      `The profile ${name} answers people who complain about the bank in public and asks them to go on by direct message, where it wants card number and one-time code. ` +
      `${followers} followers, created ${random.between(2, 9)} days ago, current logo and the old slogan. Link in the profile: ${defang(`https://${draw.domain()}`)}` +
      quotation('Its latest post, word for word:', draw.quote.post()),
    extra: {
      source: 'Social media watch',
      url: `https://social.example/${name.slice(1)}`,
      followers,
      assignee: random.pick([null, 'brand-team']),
    },
  };
};

const executive: Writer = ({ random, draw }) => {
  const person = draw.person();
  const target = draw.person();
  return {
    severity: 'Medium',
    description:
      `A profile on a network for professionals carries name and photograph of ${person.name} (${person.job}). ` +
      `It has sent contact requests to at least ${random.between(4, 17)} members of staff and asked ${target.name} (${target.job}) to continue in a private messenger because "the mail is being audited". ` +
      'The genuine profile is not affected. Recommended: report as impersonation, warn those contacted, agree on a call-back for payments.',
    extra: { source: 'Executive protection', assetName: person.name, tags: ['impersonation', 'bec'] },
  };
};

const investmentGroup: Writer = ({ random, draw }) => ({
  severity: 'Low',
  description:
    `A messenger group "Larkfield Wealth Circle" (${random.between(40, 380)} members) promises 9% a month and shows the logo of the bank. The two administrators are the only ones who post. ` +
    `Deposits go to an account elsewhere; the sign-up form is at https://${draw.domain()}/join. No customers known to have paid.`,
  extra: { source: 'Social media watch', tags: ['investment-fraud'] },
});

/** `Fake SM Account Detected`. */
export const FAKE_ACCOUNT: readonly Writer[] = [helpDesk, executive, investmentGroup];
