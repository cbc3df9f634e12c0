import { ASSETS, PASSWORDS, productName } from '../../story/company.ts';
import { minutesBefore } from '../../story/cast.ts';
import type { Writer } from './scene.ts';

const openPort: Writer = (scene) => {
  const { random, draw } = scene;
  const { host, address, role, exposed } = draw.asset();
  return {
    severity: exposed.severity,
    description:
      `${exposed.port} on ${host} (${address}, ${role}) answers from the internet: ${exposed.what}. ` +
      `It was closed in the scan of ${minutesBefore(scene, 1440 + random.between(0, 600))} and open in both scans since.\n\n` +
      'If the change was planned, mark this alarm False Positive and it will not come back for this host and port.',
    extra: { assetName: host, source: 'Attack surface scan', port: exposed.port },
  };
};

/** `Open Port Detected`. */
export const OPEN_PORT: readonly Writer[] = [openPort];

const expiringCertificate: Writer = ({ random, draw, at }) => {
  const { host } = draw.asset();
  const days = random.pick([3, 7, 14, 21, 30]);
  const end = new Date(at.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  return {
    severity: days <= 7 ? 'Low' : 'Information',
    description:
      `The certificate of ${host} expires in ${days} days (${end}). Serial ${random.hex(16).toUpperCase()}, issued by Example Trust CA 3. ` +
      'Earlier certificates of this host were renewed well ahead of their end, so the automatic renewal may have stopped.',
    extra: { assetName: host, source: 'Attack surface scan', daysLeft: days },
  };
};

/** `Certificate Expiry Notice`. */
export const CERTIFICATE: readonly Writer[] = [expiringCertificate];

const vulnerableProduct: Writer = ({ random, draw }) => {
  const { cve, summary, vendors, cvssV3_1, exploit } = draw.cve();
  const [vendor = '', products = []] = Object.entries(vendors ?? {})[0] ?? [];
  const asset = random.pick(ASSETS.filter((each) => each.vendor === vendor));
  return {
    severity: exploit && Number(cvssV3_1) >= 8 ? 'Critical' : 'High',
    description:
      `${asset.host} (${asset.address}, ${asset.role}) runs a release of ${productName(vendor, products[0] ?? '')} that is affected by ${cve} (CVSS ${cvssV3_1}). ${summary}\n\n` +
      (exploit
        ? `An exploit is public, and ${draw.address()} has been trying it against many networks since yesterday, yours among them. `
        : 'No exploit is known so far. ') +
      'The release was told from the outside, where a back-ported fix does not show: check on the host before raising an emergency change.',
    extra: {
      assetName: asset.host,
      source: 'Attack surface scan',
      cve,
      cvss: cvssV3_1,
      assignee: random.pick([null, 'patching']),
    },
  };
};

/** `Vulnerable Product Detected`. */
export const VULNERABLE_PRODUCT: readonly Writer[] = [vulnerableProduct];

const publicRepository: Writer = (scene) => {
  const { random, draw } = scene;
  const person = draw.person();
  const repository = `https://code.example/lf-${random.hex(4)}/${random.pick(['payments-poc', 'dotfiles', 'lf-terraform'])}`;
  return {
    severity: 'High',
    description:
      `A public repository with commits by ${person.mail} holds configuration of the bank: ${repository}, pushed ${minutesBefore(scene, random.between(20, 900))}. ` +
      'In `deploy/values.yaml`:\n\n' +
      `db_host: db-stage-02.larkfield.example\ndb_user: svc_payments\ndb_password: ${random.pick(PASSWORDS)}\nclient_secret: lf-demo-${random.hex(24)}\n\n` +
      'Deleting the file is not enough, it stays in the history; two forks exist. Recommended: change both secrets first, then have the repository removed.',
    extra: { source: 'Code watch', url: repository, assignee: 'platform-security', tags: ['secrets', 'git'] },
  };
};

const pastedStackTrace: Writer = ({ random, draw }) => {
  const { host } = draw.asset();
  return {
    severity: 'Low',
    description:
      `A question on a developer forum quotes a stack trace with internal names (${host}, class LedgerSync<T>, ticket LF-${random.between(1000, 9999)}). ` +
      'No credentials in it. The author works for a contractor and has taken the post down; a search engine still has a copy.',
    extra: { source: 'Code watch', assetName: host },
  };
};

/** `Source Code Leak Detected`. */
export const SOURCE_CODE: readonly Writer[] = [publicRepository, pastedStackTrace];
