import type { Incident } from '../../domain/incident.ts';
import { type Message, section } from './block-kit.ts';
import { linkTo, mrkdwnLine } from './escape.ts';

/** One line in place of a TLP:RED incident whose channel is not private: what kind it is, where to see it, no content. */
export function renderHeld({ type, key, instance }: Incident, slackCommand: string): Message {
  const kind = mrkdwnLine(type, 100);
  const text = [
    `🔒 TLP:RED: *${kind}* from ${mrkdwnLine(instance, 60)} is held, since this channel is not private.`,
    `See it with \`${slackCommand} show ${mrkdwnLine(key, 150)}\` (right \`reveal\`), or route it to a private channel with a rule.`,
  ].join('\n');
  return { text: `TLP:RED: ${kind} is held`, blocks: [section(text)] };
}

/** What is left of an incident's earlier message. */
export function renderRetired(url: string | undefined): Message {
  const text =
    url === undefined
      ? 'This incident goes on in a newer message.'
      : `This incident goes on ${linkTo(url, 'in a newer message')}.`;
  return { text: 'This incident goes on in a newer message.', blocks: [section(`↪️ ${text}`)] };
}
