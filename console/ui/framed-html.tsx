import { useState } from 'react'
import { t } from './words.ts'

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/** Foreign HTML in a frame that can run nothing, load nothing from elsewhere and reach nothing; its links open in a tab of their own. */
export function FramedHtml({ html, title }: { html: string; title: string }) {
  const [isTall, setIsTall] = useState(false)
  const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer"><base target="_blank"><style>body{margin:12px;font:14px/1.5 system-ui,sans-serif;color:#1b2126;background:#fff;overflow-wrap:anywhere}img{max-width:100%}</style>${html}`
  return (
    <div>
      <iframe
        title={title}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        srcDoc={page}
        style={{
          width: '100%',
          height: isTall ? 720 : 260,
          border: '1px solid var(--hairline)',
          borderRadius: 6,
          background: '#fff',
        }}
      />
      <button
        type="button"
        className="quiet-button"
        style={{ color: 'var(--accent-ink)', fontSize: 12 }}
        onClick={() => setIsTall(!isTall)}
      >
        {isTall ? t`Make it smaller` : t`Make it taller`}
      </button>
    </div>
  )
}
