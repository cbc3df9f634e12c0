import { DOMAIN, PASSWORDS, RANSOMWARE_GROUPS, STEALERS } from '../../story/company.ts';
import { defang } from '../../story/infrastructure.ts';
import { minutesBefore } from '../../story/cast.ts';
import type { Writer } from './scene.ts';
import { quotation } from '../../story/verbatim.ts';

const stealerLog: Writer = (scene) => {
  const { random, draw } = scene;
  const person = draw.person();
  const family = random.pick(STEALERS);
  const computer = `LT-${random.hex(4).toUpperCase()}`;
  const target = random.pick(['vpn', 'portal', 'mail']);
  return {
    severity: target === 'vpn' ? 'Critical' : 'High',
    description: [
      `A log of the ${family} stealer taken from a computer of ${person.name} (${person.job}) is for sale. The infection dates from ${minutesBefore(scene, random.between(300, 4000))}, so the session cookies may still be valid.`,
      '',
      `URL: https://${target}.larkfield.example/login`,
      `Username: ${person.mail}`,
      `Password: ${random.pick(PASSWORDS)}`,
      `Computer: ${computer} (Windows 11, domain joined: ${random.pick(['yes', 'no'])})`,
      `Stealer SHA-256: ${draw.sample().sha256}`,
      `Sent to: ${defang(`http://${draw.address()}/api/collect`)}`,
      '',
      'A reset alone is not enough: revoke the sessions, isolate the computer, and read what else the browser had stored.',
    ].join('\n'),
    extra: { source: `${family} logs`, assetName: person.mail, computer, tags: ['infostealer', family.toLowerCase()] },
  };
};

const customerLogs: Writer = ({ random }) => {
  const affectedCount = random.between(6, 120);
  const entries = Array.from({ length: affectedCount }, () => {
    return `https://portal.larkfield.example/login | customer ${random.between(100_000, 999_999)} | ********`;
  });
  return {
    severity: 'Medium',
    description:
      `${affectedCount} customer sign-ins for portal.larkfield.example were found in stealer logs published in the last 24 hours. Passwords are held back here and can be had from the evidence store. ` +
      `Recommended: step-up authentication for these customers at their next sign-in.\n\n${entries.join('\n')}`,
    extra: { source: `${random.pick(STEALERS)} logs`, affectedCount },
  };
};

const supplierAccount: Writer = ({ random, draw }) => ({
  severity: 'Medium',
  description:
    `The account of an outside consultant on files.larkfield.example was found in a stealer log: user ext-${random.hex(4)}, password: ${random.pick(PASSWORDS)}, no second factor. ` +
    `The computer is not one of the bank. Stealer MD5: ${draw.sample().md5}. Recommended: disable the account, ask the sponsor (${draw.person().name}) whether it is still needed.`,
  extra: {
    source: `${random.pick(STEALERS)} logs`,
    assetName: 'files.larkfield.example',
    assignee: 'third-party-risk',
  },
});

/** `Stolen Credential`. */
export const STOLEN_CREDENTIAL: readonly Writer[] = [stealerLog, customerLogs, supplierAccount];

const namedSupplier: Writer = (scene) => {
  const { random, draw } = scene;
  const group = random.pick(RANSOMWARE_GROUPS);
  const supplier = random.pick(['print and mailing', 'cash logistics', 'call centre', 'debt collection']);
  const files = Array.from({ length: random.between(12, 70) }, () => {
    const name = random.pick(['contract', 'invoice', 'statement', 'nda']);
    return `/finance/${random.between(2021, 2026)}/larkfield/${name}_${random.hex(6)}.pdf`;
  });
  return {
    severity: 'High',
    description:
      `The ransomware group ${group} lists a supplier of the bank (${supplier}) as a victim, publication announced for ${random.between(3, 9)} days from now. ` +
      `The sample contains a folder with the name of the bank, ${files.length} files. Nothing points to the group being in your own networks.\n\n` +
      `Listed: ${minutesBefore(scene, random.between(30, 500))}\n\n${files.join('\n')}\n\n` +
      'Recommended: ask the supplier what it held, stop file exchange until it answers, bring in legal.' +
      quotation('Statement of the group:', draw.quote.statement()),
    extra: { source: 'Leak sites', group, assetName: `Supplier: ${supplier}`, assignee: 'third-party-risk' },
  };
};

const groupChatter: Writer = ({ random, draw }) => ({
  severity: 'Critical',
  description:
    `In a channel of ${random.pick(RANSOMWARE_GROUPS)} an operator asks partners for "any foothold at ${DOMAIN} or 203.0.113.0/24" and offers 20% of the ransom. ` +
    `He names ${draw.asset().host} and says he holds a working account. The control servers of the group this month are ${defang(draw.address())} and ${defang(draw.address())}; search proxy and firewall logs of the last 30 days for both.` +
    quotation('In his words:', draw.quote.statement()),
  extra: { source: 'Closed channels', confidence: 60, tags: ['ransomware', 'targeting'] },
});

/** `Ransomware Group Mention`. */
export const RANSOMWARE: readonly Writer[] = [namedSupplier, groupChatter];
