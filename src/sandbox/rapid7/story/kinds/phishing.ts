import { minutesBefore } from '../../../story/cast.ts';
import { COMPANY, HOSTERS } from '../../../story/company.ts';
import { defang } from '../../../story/infrastructure.ts';
import { quotation } from '../../../story/verbatim.ts';
import { clear, type Writers } from '../finding.ts';

/** `Phishing`. */
export const PHISHING: Writers = {
  RegisteredSuspiciousDomain(scene) {
    const { random, draw } = scene;
    const domain = draw.domain();
    const address = draw.address();
    return {
      severity: random.pick(['Medium', 'High']),
      title: `Suspected phishing domain - ${domain}`,
      text:
        `A domain that resembles a company domain was registered ${minutesBefore(scene, random.between(120, 2800))}. ` +
        `It resolves to ${address} (${random.pick(HOSTERS)}) and has MX records. No page is served so far. | Recommendations: ` +
        'refuse mail from this domain, keep it on watch, and request a takedown as soon as it carries content.',
      source: clear('WHOIS servers', `http://${domain}`),
      iocs: [domain, address],
    };
  },
  CompanyPhishingWebsite(scene) {
    const { random, draw } = scene;
    const domain = draw.domain();
    const address = draw.address();
    const page = `https://${domain}/session/gate.php`;
    return {
      severity: 'High',
      title: `Phishing website - ${domain} copies the online banking portal`,
      text:
        `${domain} serves a copy of the sign-in page of portal.larkfield.example and posts what visitors type to ${defang(page)}. ` +
        `Certificate issued ${minutesBefore(scene, random.between(90, 900))}; hosted at ${defang(address)}, ${random.pick(HOSTERS)}. | ` +
        'Recommendations: takedown, block at proxy and mail gateway, search the portal log for this referrer.',
      source: clear('Other', page),
      iocs: [domain, page, address],
      picture: 'sign-in page',
      tag: 'portal copy',
    };
  },
  SuspiciousEmailAddress({ random, draw }) {
    const domain = draw.domain();
    const mail = `${random.pick(['accounts', 'treasury', 'support'])}@${domain}`;
    return {
      severity: 'Medium',
      title: `Suspicious e-mail address - ${mail}`,
      text: `Messages from ${mail} reached three suppliers of ${COMPANY} with a changed bank account for the next payment.${quotation('One of them, as received:', draw.quote.message())}`,
      source: clear('Webmail'),
      iocs: [mail, domain],
    };
  },
  PhishingWatch({ random, draw }) {
    const { name, letter, ascii } = draw.homoglyph();
    return {
      severity: 'Low',
      title: `Phishing watch - ${name}`,
      text: `Your watch on look-alikes found ${name} (in DNS: ${ascii}); ${letter}. Parked on ${draw.addressV6()}, offered for sale for ${random.between(200, 4000)} USD. No mail records.`,
      source: clear('WHOIS servers', `http://${ascii}`),
      iocs: [ascii],
    };
  },
  SummaryAlert({ random, draw }) {
    const domains = [draw.domain(), draw.domain(), draw.domain()];
    return {
      severity: 'Low',
      title: `Summary - ${random.between(4, 19)} look-alike domains of the last week`,
      text: `None of them carries content. The three closest: ${domains.map(defang).join(', ')}. The whole list is in the attached file.`,
      source: clear('WHOIS servers'),
      iocs: domains,
      csv: `Domain,Registered,Score\n${domains.map((domain, index) => `${domain},2026-07-0${index + 1},${90 - index * 7}`).join('\n')}\n`,
    };
  },
};
