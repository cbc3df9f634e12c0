import { COMPANY } from '../../../story/company.ts';
import { defang } from '../../../story/infrastructure.ts';
import { quotation } from '../../../story/verbatim.ts';
import { asset, clear, type Writers } from '../finding.ts';

const BRAND = [asset('BrandNames', COMPANY), asset('CompanyNames', COMPANY)];

/** `BrandSecurity`. */
export const BRAND_SECURITY: Writers = {
  SuspiciousSocialMediaProfile({ random, draw }) {
    const handle = random.pick(['larkfield_help', 'LarkfieldCare_', '_larkfield_official_', 'ask*larkfield*']);
    const domain = draw.domain();
    const followers = random.between(90, 4200);
    return {
      severity: followers > 2000 ? 'High' : 'Medium',
      title: `Suspicious social media profile - @${handle}`,
      text:
        `@${handle} answers customers in public and asks for card number and one-time code by direct message. ${followers} followers, current logo. ` +
        `Link in the profile: ${defang(`https://${domain}`)}${quotation('Its latest post, word for word:', draw.quote.post())}`,
      source: clear(
        random.pick(['Facebook', 'Instagram', 'Twitter']),
        `https://social.example/${handle.replaceAll('*', '')}`,
      ),
      assets: BRAND,
      iocs: [domain],
      picture: 'profile',
    };
  },
  BrandInfringement({ random, draw }) {
    const { sha1 } = draw.sample();
    return {
      severity: 'Medium',
      title: `Unofficial mobile application - "${COMPANY} Mobile"`,
      text: `A third-party store lists the genuine release of last spring with an advertising library added (SHA-1 ${sha1}), ${random.between(50, 900)} downloads. The publisher is not the bank. The store takes down on request, usually within two working days.`,
      source: clear('Application Store', `https://apps.example/larkfield-${random.hex(4)}`),
      assets: BRAND,
      iocs: [sha1],
      picture: 'profile',
    };
  },
  BrandReputation({ random, draw }) {
    return {
      severity: 'Low',
      title: `Negative use of the company name in ${random.between(12, 90)} posts`,
      text: `A thread claims that card payments of ${COMPANY} fail since this morning. Reach is growing slowly; no outage is known.${quotation('The post that is quoted most:', draw.quote.post())}`,
      source: clear('Social Media', `https://social.example/t/${random.hex(6)}`),
      assets: BRAND,
    };
  },
  SummaryAlert({ random }) {
    return {
      severity: 'Low',
      title: `Summary - ${random.between(3, 14)} profiles with the company's logo`,
      text: 'All of them belong to branches or members of staff and carry the usual disclaimer. Nothing needs to be done.',
      source: clear('Social Media'),
      assets: BRAND,
    };
  },
};
