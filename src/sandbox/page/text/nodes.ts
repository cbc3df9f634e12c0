/** A piece of running text, as mrkdwn, markdown and rich_text all come down to. Text is decoded, ready to show. */
export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'bold' | 'italic' | 'strike'; readonly children: readonly Inline[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'link'; readonly url: string; readonly text: string }
  | { readonly type: 'user'; readonly id: string; readonly label?: string }
  | { readonly type: 'channel'; readonly id: string; readonly label?: string }
  | { readonly type: 'usergroup'; readonly id: string; readonly label?: string }
  | { readonly type: 'broadcast'; readonly range: string }
  | {
      readonly type: 'date';
      readonly unix: number;
      readonly format: string;
      readonly fallback: string;
      readonly url?: string;
    }
  | { readonly type: 'emoji'; readonly name: string };

/** A paragraph-sized piece of text. */
export type Flow =
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly type: 'heading'; readonly level: number; readonly children: readonly Inline[] }
  | { readonly type: 'preformatted'; readonly text: string }
  | { readonly type: 'quote'; readonly children: readonly Inline[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly type: 'table'; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | { readonly type: 'rule' };

/** Decodes Slack's three entities, once: `&amp;lt;` shows as `&lt;`. */
export function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt);/gu, (_, name: string) => (name === 'amp' ? '&' : name === 'lt' ? '<' : '>'));
}

/** The link if it may be followed from the page (http, https, mailto), else absent. */
export function safeUrl(url: string): string | undefined {
  return /^(?:https?:\/\/|mailto:)[^\s]+$/iu.test(url) ? url : undefined;
}
