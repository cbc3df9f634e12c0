import type { JSX } from 'preact';
import { OutLink } from '../text/inline-view.tsx';
import { type Dict, dict, str } from './read.ts';
import { PlainText } from './text-object.tsx';

/**
 * A picture of the sandbox itself. One from elsewhere is not fetched, only named: whoever serves a malicious picture
 * would learn that it was looked at.
 */
export function BlockImage({ image, size }: { readonly image: Dict; readonly size: 'full' | 'accessory' | 'context' }) {
  const url = str(image['image_url']) || str(dict(image['slack_file'])['url']);
  const alt = str(image['alt_text']);
  if (!isOwn(url)) {
    return (
      <span class={`picture-elsewhere picture-${size}`} title={alt}>
        <OutLink url={url}>{size === 'context' ? '▧' : alt || 'Picture'}</OutLink>
      </span>
    );
  }
  return <img class={`picture picture-${size}`} src={url} alt={alt} title={alt} loading="lazy" />;
}

/** An image block, with its title above. */
export function ImageBlock({ block }: { readonly block: Dict }): JSX.Element {
  return (
    <figure class="image-block">
      {block['title'] !== undefined && (
        <figcaption>
          <PlainText value={block['title']} />
        </figcaption>
      )}
      <BlockImage image={block} size="full" />
    </figure>
  );
}

function isOwn(url: string): boolean {
  return url !== '' && URL.canParse(url, location.href) && new URL(url, location.href).origin === location.origin;
}
