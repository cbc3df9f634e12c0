import type { Rapid7Sandbox } from '../../../src/sandbox/rapid7/sandbox.ts';
import { startRapid7 } from '../../../src/sandbox/rapid7/server.ts';
import { createStory } from '../../../src/sandbox/rapid7/story.ts';
import { alertCases } from './rapid7-alerts.ts';
import { intelligenceCases } from './rapid7-intelligence.ts';
import type { Trial } from './trial.ts';

const start = new Date();
const { options } = createStory({ seed: 7, start });

export const rapid7Trial: Trial<Rapid7Sandbox> = {
  start: async () =>
    startRapid7({
      ...options,
      accountId: 'account',
      apiKey: 'key',
      now: () => start,
      enrichment: { ...options.enrichment, statuses: ['Done'] },
      // No answer of the analyst between two of the ways.
      analyst: 'silent',
    }),
  settings: ({ url }) => ({
    vendor: 'rapid7-threat-command',
    url,
    accountId: 'account',
    apiKey: 'key',
    fetch: { enabled: false },
  }),
  cases: (simulator) => [...alertCases(simulator), ...intelligenceCases(simulator)],
};
