/**
 * What strangers wrote, as an analyst pastes it: full of things that a chat would take for mentions, links, markup or
 * direction marks. Each must arrive as the plain text it is.
 */
export const QUOTES = {
  advertisement: [
    '<!channel> FRESH LARKFIELD LOGS *today only* ping <@U0LEAD> for a sample',
    '`SELLING` _no time wasters_ ~450~ 380 USDT, escrow > 100 only, samples: [here](https://evil.example/s?a=1&b=2)',
    'proof pack -> invoice_\u{202e}fdp.exe\u{202c} (pw: infected) :moneybag: *first come* @here',
    '```\nbin 411111 x600\nbin 555555 x300\n``` <!here> dm me, <https://market.evil.example/u/88|profile>',
  ],
  post: [
    'Having trouble? *Verify here*: <https://evil.example|https://bank.example> (valid 24h)',
    '@everyone our app is down!! Dm us your card number & we fix it <3 :pray: <#C0GENERAL|general>',
    'New site: larkfield\u{200b}.example\u{2060}/login \u{2066}<!subteam^S012345|support>\u{2069} [Larkfield Bank](https://evil.example/login)',
  ],
  message: [
    '*URGENT* your account is _restricted_ ~forever~ `call support` <tel:+15550100|now>',
    '&lt;b&gt;LARKFIELD&lt;/b&gt;: code 482910. Not you? <a href="https://evil.example">cancel</a> &amp;nbsp; \\u003c!here\\u003e',
  ],
  statement: [
    '> They had <72h>. They chose silence.\n>>> everything goes public <!date^1700000000^{date}|today> @channel',
    '<!everyone> Larkfield & suppliers: "negotiate" *or* read yourselves: <https://leak.evil.example/l|larkfield.zip>',
    '\u{202b}we hold 41 GB\u{202c} <script>alert(1)</script> ***last warning*** :skull:',
  ],
} as const satisfies { readonly [occasion: string]: readonly string[] };

export type Occasion = keyof typeof QUOTES;

/** A paragraph with a quotation below its introduction. */
export function quotation(introduction: string, quote: string): string {
  return `\n\n${introduction}\n${quote}`;
}
