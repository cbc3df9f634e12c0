import type { JSX } from 'preact';
import type { PageFile, PageMessage } from '../slack/page-api.ts';
import { Blocks } from './blocks/block.tsx';
import { Icon } from './icons.tsx';
import type { SurfaceView } from './surface.ts';
import { Mrkdwn } from './text/flow-view.tsx';

const namedColours: { readonly [name: string]: string | undefined } = {
  good: '#2eb67d',
  warning: '#ecb22e',
  danger: '#e01e5a',
};

/** What a message says: its blocks, or its text where it has none; attachments and files below. */
export function MessageBody({ message, surface }: { readonly message: PageMessage; readonly surface: SurfaceView }) {
  return (
    <div class="message-body">
      {message.blocks.length > 0 ? (
        <Blocks blocks={message.blocks} surface={surface} />
      ) : (
        <div class="message-text">
          <Mrkdwn text={message.text} />
          {message.edited && <span class="edited"> (edited)</span>}
        </div>
      )}
      {message.attachments.map((attachment, index) => (
        <div key={index} class="attachment">
          <span class="attachment-bar" style={{ background: barColour(attachment.color) }} />
          <div class="attachment-body">
            {attachment.text && <Mrkdwn text={attachment.text} />}
            {attachment.blocks && <Blocks blocks={attachment.blocks} surface={surface} />}
          </div>
        </div>
      ))}
      {message.files.length > 0 && (
        <div class="files">
          {message.files.map((file) => (
            <FileView key={file.id} file={file} />
          ))}
        </div>
      )}
    </div>
  );
}

/** A picture in place, anything else as a card with a link to fetch it. */
function FileView({ file }: { readonly file: PageFile }): JSX.Element {
  if (/^image\/(?:png|jpeg|gif|webp)$/u.test(file.mimetype)) {
    return (
      <figure class="image-block">
        <figcaption>{file.title}</figcaption>
        <img class="picture picture-full" src={file.url} alt={file.title} loading="lazy" />
      </figure>
    );
  }
  return (
    <a class="file-card" href={file.url} download={file.title} data-testid={`file-${file.id}`}>
      <span class="file-icon">
        <Icon name="file" />
      </span>
      <span class="file-words">
        <span class="file-title">{file.title}</span>
        <small>
          {kindOf(file)} · {sizeOf(file.size)}
        </small>
      </span>
      <Icon name="download" />
    </a>
  );
}

function kindOf({ mimetype, title }: PageFile): string {
  const ending = /\.(\w{1,5})$/u.exec(title)?.[1];
  return (ending ?? mimetype.split('/').at(-1) ?? 'file').toUpperCase();
}

function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${(bytes / 1024).toFixed(1)} kB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}

function barColour(colour = ''): string {
  return namedColours[colour] ?? (/^#?[0-9a-f]{6}$/iu.test(colour) ? `#${colour.replace('#', '')}` : '#ddd');
}
