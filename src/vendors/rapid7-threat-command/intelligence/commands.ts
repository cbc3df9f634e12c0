import type { Command } from '../../../domain/command.ts';
import type { Rapid7Client } from '../client.ts';

/** IOC, CVE, cyber-term, asset, source, MSSP, mention and enrichment commands. */
export function intelligenceCommands(_client: Rapid7Client): readonly Command[] {
  return [];
}
