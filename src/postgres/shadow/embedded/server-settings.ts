/** Nothing here has to survive anything, and nobody else may come in. */
export function settingsFor(major: number, place: ServerPlace): readonly string[] {
  const isFolder = place.host.startsWith('/');
  const all: Settings = {
    ...settings,
    port: place.port,
    listen_addresses: isFolder ? '' : place.host,
    unix_socket_directories: isFolder ? place.host : '',
    ...(major >= 18 ? { io_method: 'sync' } : {}),
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Where a server listens: in a folder, or at an address. */
export interface ServerPlace {
  readonly host: string;
  readonly port: number;
}

type Settings = Readonly<Record<string, string | number>>;

const settings: Settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  // `minimal` writes whole new tables to the log at the end of each transaction: a fifth slower for schemas.
  wal_level: 'replica',
  max_wal_senders: 0,
  max_wal_size: '128MB',
  checkpoint_timeout: '1d',
  autovacuum: 'off',
  bgwriter_lru_maxpages: 0,
  jit: 'off',
  max_parallel_workers_per_gather: 0,
  max_parallel_maintenance_workers: 0,
  max_logical_replication_workers: 0,
  shared_buffers: '64MB',
  // In the data folder, so that it goes with it.
  dynamic_shared_memory_type: 'mmap',
  // Both together make room for 40,000 locks: a plan may touch every object of a schema in one transaction. Each doubling
  // makes the start of the server 100 ms longer.
  max_connections: 20,
  max_locks_per_transaction: 2048,
  log_min_messages: 'fatal',
  timezone: 'UTC',
  lc_messages: 'C',
};
