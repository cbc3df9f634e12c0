import type { ComponentChildren, JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { Directory } from '../directory.ts';
import { assertNever } from '../never.ts';
import { formatSlackDate } from './dates.ts';
import { emojiCharacter } from './emoji.ts';
import { Emoji, EmojiText } from './emoji-view.tsx';
import { type Inline, safeUrl } from './nodes.ts';
import { useNow } from './now.ts';

/** Running text: each node becomes an element or a text node, never markup. */
export function Inlines({ nodes }: { readonly nodes: readonly Inline[] }): JSX.Element {
  return (
    <>
      {nodes.map((node, index) => (
        <InlineView key={index} node={node} />
      ))}
    </>
  );
}

/** A link out of the page; an address of another scheme than http, https or mailto is shown as text. */
export function OutLink({ url, children }: { readonly url: string; readonly children: ComponentChildren }) {
  const href = safeUrl(url);
  if (!href) return <>{children}</>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" title={href}>
      {children}
    </a>
  );
}

function InlineView({ node }: { readonly node: Inline }): JSX.Element {
  switch (node.type) {
    case 'text':
      return <EmojiText text={node.text} />;
    case 'bold':
      return (
        <b>
          <Inlines nodes={node.children} />
        </b>
      );
    case 'italic':
      return (
        <i>
          <Inlines nodes={node.children} />
        </i>
      );
    case 'strike':
      return (
        <s>
          <Inlines nodes={node.children} />
        </s>
      );
    case 'code':
      return <code>{node.text}</code>;
    case 'link':
      return <OutLink url={node.url}>{node.text}</OutLink>;
    case 'emoji':
      return emojiCharacter(node.name) ? <Emoji name={node.name} /> : <>{`:${node.name}:`}</>;
    case 'date':
      return <DateText node={node} />;
    case 'user':
    case 'channel':
    case 'usergroup':
    case 'broadcast':
      return <Mention node={node} />;
    default:
      return assertNever(node);
  }
}

function DateText({ node }: { readonly node: Extract<Inline, { type: 'date' }> }): JSX.Element {
  const now = useNow();
  const shown = Number.isFinite(node.unix) ? formatSlackDate(node.unix, node.format, { now }) : node.fallback;
  const text = <time title={new Date(node.unix * 1000).toLocaleString()}>{shown || node.fallback}</time>;
  return node.url ? <OutLink url={node.url}>{text}</OutLink> : text;
}

type MentionNode = Extract<Inline, { type: 'user' | 'channel' | 'usergroup' | 'broadcast' }>;

function Mention({ node }: { readonly node: MentionNode }): JSX.Element {
  const directory = useContext(Directory);
  switch (node.type) {
    case 'user': {
      const name = directory.userName(node.id) ?? node.label ?? node.id;
      return <span class={`mention ${node.id === directory.userId ? 'mention-you' : ''}`}>@{name}</span>;
    }
    case 'channel': {
      const name = directory.channelName(node.id) ?? node.label;
      if (!name) return <span class="mention">#private-channel</span>;
      return (
        <button type="button" class="mention mention-channel" onClick={() => directory.openChannel(node.id)}>
          #{name}
        </button>
      );
    }
    case 'usergroup':
      return (
        <span class="mention">@{(directory.groupHandle(node.id) ?? node.label ?? node.id).replace(/^@/u, '')}</span>
      );
    case 'broadcast':
      return <span class="mention mention-you">@{node.range}</span>;
    default:
      return assertNever(node);
  }
}
