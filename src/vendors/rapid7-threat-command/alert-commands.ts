import type { Command } from '../../domain/command.ts';
import type { Rapid7Client } from './client.ts';

export function alertCommands(_client: Rapid7Client): readonly Command[] {
  return [];
}
