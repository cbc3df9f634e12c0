import type { Random } from '../../simulator/random.ts';
import { type Cast } from '../../story/cast.ts';
import { MARKETS, SELLERS } from '../../story/company.ts';
import type { MentionHolding } from '../holdings.ts';
import { MENTION_SOURCES } from '../vocabulary.ts';

const HOW_MANY = 40;
const HOUR_MS = 3_600_000;
const ON_DARK_WEB = new Set<string>(['HackingForum', 'BlackMarket']);

/** What was said about the company in places that the vendor reads. */
export function createMentions(random: Random, draw: Cast, start: Date): readonly MentionHolding[] {
  return Array.from({ length: HOW_MANY }, (_, index) => {
    const source = random.pick(MENTION_SOURCES);
    const darkWeb = ON_DARK_WEB.has(source);
    const date = new Date(start.getTime() - (index + random.fraction()) * 5 * HOUR_MS).toISOString();
    const thread = random.hex(6);
    const quote = darkWeb ? draw.quote.advertisement() : draw.quote.post();
    const record = {
      id: random.hex(40),
      Author: random.pick(SELLERS),
      CommentNumber: random.between(0, 30),
      OriginalUrl: darkWeb ? `http://forum.evil.example/t/${thread}` : `https://social.example/t/${thread}`,
      Url: `https://dashboard.vendor.example/mentions/${thread}`,
      SourceDate: date,
      InsertionDate: date,
      Date: date,
      Type: random.pick(['comment', 'post', 'thread']),
      Title: random.pick(['', `Larkfield - ${random.pick(MARKETS)}`, 'any luck with larkfield?']),
      ShortContent: `${random.pick(['larkfield bank', 'portal.larkfield.example', 'LARKFIELD'])}: ${quote}`,
      Tags: {
        is_product_for_sale: darkWeb ? random.chance(0.6) : null,
        credit_cards: random.chance(0.2),
        domains: random.chance(0.4),
        emails: random.chance(0.2),
        ips: false,
        ssns: false,
        urls: true,
      },
    };
    return { record, source, darkWeb };
  });
}
