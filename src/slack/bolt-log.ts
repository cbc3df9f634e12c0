import { LogLevel, type Logger } from '@slack/bolt';
import type { Log } from '../ports/log.ts';

/**
 * Our log for the Slack libraries. Their debug lines hold whole payloads and connection tickets and are dropped; their
 * texts go beside a fixed message.
 */
export function boltLog(log: Log): Logger {
  return {
    debug: () => undefined,
    info: (...parts) => {
      log.debug(textOf(parts), 'slack library');
    },
    warn: (...parts) => {
      log.warn(textOf(parts), 'slack library');
    },
    error: (...parts) => {
      log.error(textOf(parts), 'slack library');
    },
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

function textOf(parts: readonly unknown[]): { readonly sdk: string } {
  return { sdk: parts.map(String).join(' ').slice(0, 500) };
}
