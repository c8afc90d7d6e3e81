/** Where connections lead, with all that is needed to open one. Plain data: it crosses threads. */
export interface Origin {
  readonly protocol: 'http:' | 'https:';
  /** As in the URL, without brackets; the name that certificates are checked against. */
  readonly host: string;
  readonly port: number;
  /** Connect to this address instead of looking `host` up (`--resolve`). */
  readonly address: string | undefined;
  /** Connect through a unix socket. */
  readonly socketPath: string | undefined;
  /** Connect through an HTTP proxy with CONNECT. */
  readonly proxy: Proxy | undefined;
  readonly tls: TlsSettings;
}

export interface Proxy {
  readonly host: string;
  readonly port: number;
  /** Value of `Proxy-Authorization`. */
  readonly authorization: string | undefined;
}

export interface TlsSettings {
  /** Accept any certificate (`--insecure`). */
  readonly insecure: boolean;
  /** PEM texts. */
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  /** Protocols offered in the handshake: `['h2']`, `['http/1.1']`. */
  readonly alpn: readonly string[];
}
