import * as z from 'zod';
import type { Command } from '../../../domain/command.ts';
import { defineCommand } from '../../define-command.ts';

/** Commands that the vendor took away, and what answers now. Source: CONTRACT.md §10. */
const removed: readonly { readonly name: string; readonly instead?: string }[] = [
  { name: 'gibtia-get-compromised-card-info', instead: 'gibti-get-compromised-card-group-info' },
  { name: 'gibtia-get-compromised-imei-info' },
  { name: 'gibtia-get-malware-targeted-malware-info', instead: 'gibti-get-malware-malware-info' },
  { name: 'gibtia-get-phishing-info', instead: 'gibti-get-phishing-group-info' },
];

/** They say that they are deprecated, whatever they are asked, and ask Group-IB nothing. */
export const removedCommands: readonly Command[] = removed.map(({ name, instead }) => {
  const command = defineCommand({
    name,
    summary: instead === undefined ? 'Removed by Group-IB' : `Removed by Group-IB; ${instead} took its place`,
    needs: 'read',
    args: z.object({}),
    run: async () => {
      const hint = instead === undefined ? [] : [['Use ', { code: instead }, ' instead.']];
      const sections = hint.length === 0 ? [] : [{ kind: 'text', lines: hint } as const];
      return Promise.resolve({ text: `${name} deprecated`, sections, outputs: {} });
    },
  });
  // A playbook of old still sends its `id`.
  return { ...command, removed: true, prepare: () => command.prepare({}) };
});
