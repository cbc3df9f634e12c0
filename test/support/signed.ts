import { createHmac } from 'node:crypto';

export interface Signing {
  readonly secret: string;
  /** When it was signed, in seconds from now. */
  readonly seconds?: number;
  readonly type?: string;
}

/** A slash command as Slack signs it, made by hand; gives the status of the answer. */
export async function sendSigned(
  url: string,
  { secret, seconds = 0, type = 'application/x-www-form-urlencoded' }: Signing,
): Promise<number> {
  const body = 'command=%2Fthreat&text=help&user_id=U1&team_id=T1&channel_id=C1';
  const timestamp = String(Math.floor(Date.now() / 1000) + seconds);
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
  return response.status;
}
