/** The shell's commands by name. Together with `events.ts` the only place that knows Tauri. */
import { convertFileSrc, invoke } from '@tauri-apps/api/core';
import type { Commands } from './backend';
import type { Hit } from './bindings/Hit';

const call = <Answer>(name: string, request: Record<string, unknown> = {}): Promise<Answer> =>
  invoke<Answer>(name, { request });

export const commands: Commands = {
  start: () => call('start'),
  openFolder: () => call('open_folder'),
  startChat: (library_id) => call('start_chat', { library_id }),
  openRoom: (room_id, before_id) => call('open_room', { room_id, before_id }),
  sendMessage: (room_id, text, literal) => call('send_message', { room_id, text, literal }),
  cancelSearch: (search_id) => call('cancel_search', { search_id }),
  retrySearch: (search_id) => call('retry_search', { search_id }),
  loadMore: (search_id) => call('load_more', { search_id }),
  listHits: async (search_id, from, limit) =>
    (await call<{ hits: Hit[] }>('list_hits', { search_id, from, limit })).hits,
  checkCopies: (search_id, hit_ids) => call('check_copies', { search_id, hit_ids }),
  checkDetail: (search_id, hit_id) => call('check_detail', { search_id, hit_id }),
  showHits: (search_id, hit_ids) => call('show_hits', { search_id, hit_ids }),
  holdSearch: (search_id) => call('hold_search', { search_id }),
  resumeSearch: (search_id) => call('resume_search', { search_id }),
  pauseQueue: () => call('pause_queue'),
  resumeQueue: () => call('resume_queue'),
  queueView: () => call('queue_view'),
  setView: (room_id, focused) => call('set_view', { room_id, focused }),
  markSeen: (room_id) => call('mark_seen', { room_id }),
  openLink: (search_id, hit_id) => call('open_link', { search_id, hit_id }),
  findLink: (search_id, hit_id) => call('find_link', { search_id, hit_id }),
  showGuide: (room_id) => call('show_guide', { room_id }),
  setDraft: (room_id, text) => call('set_draft', { room_id, text }),
  setPlace: (room_id, place) => call('set_place', { room_id, place }),
  openHome: (library_id) => call('open_home', { library_id }),
  checkLibrary: (library_id) => call('check_library', { library_id }),
  report: (report) => call('report', { report }),
  setRoom: (room_id, is_pinned, is_muted) => call('set_room', { room_id, is_pinned, is_muted }),
  clearRoom: (room_id) => call('clear_room', { room_id }),
  leaveRoom: (room_id) => call('leave_room', { room_id }),
  deleteMessage: (message_id) => call('delete_message', { message_id }),
  findMessages: async (room_id, text) =>
    (await call<{ message_ids: number[] }>('find_messages', { room_id, text })).message_ids,
  exportRoom: async (room_id, form) => (await call<{ path: string }>('export_room', { room_id, form })).path,
  saved: () => call('saved'),
  setBookSaved: (library_id, cid, is_saved) => call('set_book_saved', { library_id, cid, is_saved }),
  setSearchSaved: (library_id, text, is_saved) => call('set_search_saved', { library_id, text, is_saved }),
  setSettings: (settings) => call('set_settings', { settings }),
  clearEnded: () => call('clear_ended'),
  clearKept: () => call('clear_kept'),
  clearData: () => call('clear_data'),
  watchBook: (library_id, cid, place) => call('watch_book', { library_id, cid, place }),
  endWatch: (watch_id) => call('end_watch', { watch_id }),
  closeWindow: (keeps_running) => call('close_window', { keeps_running }),
  quit: () => call('quit'),
  startsAtLogin: async () => (await call<{ starts: boolean }>('starts_at_login')).starts,
  setStartsAtLogin: (starts) => call('set_starts_at_login', { starts }),
  lookForUpdate: () => call('look_for_update'),
  loadUpdate: () => call('load_update'),
  installUpdate: () => call('install_update'),
  openReleases: () => call('open_releases'),
  setLooksForUpdates: (looks) => call('set_looks_for_updates', { looks }),
};

/** Where the shell shows a book's cover. */
export const coverUrl = (hitId: number): string => convertFileSrc(String(hitId), 'cover');
