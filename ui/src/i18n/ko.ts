/** Every Korean sentence of the page. The other languages are measured by its shape. */
import type { CommandErrorCode } from '../ipc/bindings/CommandErrorCode';
import type { ErrorCode } from '../ipc/bindings/ErrorCode';
import type { RefusalCode } from '../ipc/bindings/RefusalCode';
import type { Status } from '../ipc/bindings/Status';
import type { Trouble as FileTrouble } from '../ipc/bindings/Trouble';
import type { WatchEvent } from '../ipc/bindings/WatchEvent';
import type { Language } from '.';
import { josa } from './josa';

const number = new Intl.NumberFormat('ko-KR');
// Made once: asking the number itself costs half a millisecond each time.
// A number without separators needs no help, and a card says many.
const n = (count: number): string => (count < 1_000 ? String(count) : number.format(count));
const quote = (text: string): string => `‘${text}’`;

/** Why a search, or a part of it, could not be answered: a headline, and what the person can do. */
export interface Trouble {
  title: string;
  next: string;
  /** For a part: "2권은 도서관 응답이 늦어 확인하지 못했어요." */
  because: string;
  /** While it is being tried again; none for what would not be otherwise the next time. */
  waiting?: string;
}

const SLOW = '도서관 응답이 늦어';
const AGAIN = '잠시 뒤에 다시 찾아 주세요.';
const RETRYING = '잠시 뒤 다시 시도할게요.';

const troubles: Record<ErrorCode, Trouble> = {
  network: {
    title: '도서관에 연결하지 못했어요.',
    next: '인터넷 연결을 확인하고 다시 찾아 주세요.',
    because: '도서관에 연결하지 못해',
    waiting: `도서관에 연결하지 못했어요. ${RETRYING}`,
  },
  timeout: {
    title: '도서관이 응답하지 않아요.',
    next: AGAIN,
    because: SLOW,
    waiting: `도서관 응답이 늦어요. ${RETRYING}`,
  },
  tls: {
    title: '도서관과 안전하게 연결하지 못했어요.',
    next: '도서관의 보안 인증서를 확인할 수 없어 더 묻지 않았어요.',
    because: '안전하게 연결하지 못해',
  },
  upstream: {
    title: '도서관 누리집에 문제가 있어요.',
    next: AGAIN,
    because: '도서관 누리집에 문제가 있어',
    waiting: `도서관 누리집에 문제가 있어요. ${RETRYING}`,
  },
  blocked: {
    title: '도서관이 요청을 잠시 막았어요.',
    next: AGAIN,
    because: '도서관이 요청을 막아',
    waiting: `도서관이 요청을 잠시 막았어요. ${RETRYING}`,
  },
  log_in: {
    title: '도서관이 로그인을 요구해요.',
    next: '이 앱은 로그인 없이 찾을 수 있는 자료만 보여 드려요.',
    because: '도서관이 로그인을 요구해',
  },
  error_page: {
    title: '도서관이 오류 화면을 보냈어요.',
    next: AGAIN,
    because: '도서관이 오류 화면을 보내',
    waiting: `도서관이 오류 화면을 보냈어요. ${RETRYING}`,
  },
  cut_page: {
    title: '도서관의 답이 중간에 끊겼어요.',
    next: AGAIN,
    because: '도서관의 답이 중간에 끊겨',
    waiting: `도서관의 답이 중간에 끊겼어요. ${RETRYING}`,
  },
  layout_unknown: {
    title: '도서관 화면이 바뀌어 읽지 못했어요.',
    next: '앱을 업데이트하면 해결될 수 있어요.',
    because: '도서관 화면이 바뀌어',
  },
  decode: {
    title: '도서관의 답에서 글자를 읽지 못했어요.',
    next: AGAIN,
    because: '글자를 읽지 못해',
  },
  too_large: {
    title: '도서관의 답이 너무 커서 읽지 못했어요.',
    next: '제목을 더 자세히 적어 보세요.',
    because: '답이 너무 커서',
  },
  no_address: {
    title: '도서관 주소를 찾지 못했어요.',
    next: '앱을 닫았다가 다시 열고 찾아 주세요.',
    because: '도서관 주소를 찾지 못해',
  },
  crashed: {
    title: '찾는 중에 앱에 문제가 생겼어요.',
    next: '다시 찾아 주세요.',
    because: '앱에 문제가 생겨',
    waiting: `찾는 중에 문제가 생겼어요. ${RETRYING}`,
  },
};

/** Why the chats could not be opened: what happened and what is kept, and what to do. */
export interface StartFailure {
  what: string;
  next: string;
}

const NOTHING_DELETED = '저장된 대화는 지우지 않았어요.';
const REOPEN = '그래도 열리지 않으면 앱을 닫고 다시 열어 주세요.';
const broken: StartFailure = {
  what: `앱에 문제가 생겼어요. ${NOTHING_DELETED}`,
  next: `다시 시도해 주세요. ${REOPEN}`,
};

const startFailures: Record<CommandErrorCode, StartFailure> = {
  newer_data: {
    what: '더 새로운 버전의 책벗이 저장한 대화예요. 대화는 안전해요.',
    next: '앱을 업데이트한 뒤 다시 열어 주세요.',
  },
  storage: {
    what: `저장 공간을 열지 못했어요. ${NOTHING_DELETED}`,
    next: `데이터 폴더의 권한과 남은 공간을 확인하고 다시 시도해 주세요. ${REOPEN}`,
  },
  disk_full: {
    what: `저장 공간이 부족해요. ${NOTHING_DELETED}`,
    next: `공간을 비우고 다시 시도해 주세요. ${REOPEN}`,
  },
  not_found: broken,
  not_allowed: broken,
  internal: broken,
};

/** What keeps everything from going on: what happened, and what is kept and what to do. */
export interface Obstacle {
  what: string;
  next: string;
}

const KEPT = '지금까지 찾은 것은 그대로 있어요.';

const fileTroubles: Record<FileTrouble, Obstacle> = {
  disk_full: {
    what: '저장 공간이 부족해서 잠시 멈췄어요.',
    next: `${KEPT} 공간을 비우면 이어서 찾을게요.`,
  },
  busy: {
    what: '다른 프로그램이 저장 파일을 쓰고 있어서 잠시 멈췄어요.',
    next: `${KEPT} 그 프로그램을 끝내면 이어서 찾을게요.`,
  },
  damaged: {
    what: '저장 파일이 손상됐어요.',
    next: '앱을 닫고 다시 열면, 그 파일은 지우지 않고 옆에 두고 새로 시작할게요.',
  },
  failed: {
    what: '저장하지 못해서 잠시 멈췄어요.',
    next: `${KEPT} 저장 폴더가 있는 디스크를 확인해 주세요. 저장되면 이어서 찾을게요.`,
  },
};

const statuses: Record<Exclude<Status, 'unknown'>, string> = {
  available: '대출가능',
  on_loan: '대출중',
  reserved: '예약중',
  not_for_loan: '대출불가',
  in_process: '정리중',
  missing: '찾을 수 없음',
  withdrawn: '제적',
};

const refusals: Record<RefusalCode, string> = {
  nothing_to_search: '찾을 말이 없어요. 책 제목을 보내 주세요.',
  too_long: '검색어가 너무 길어요. 200자까지 보낼 수 있어요.',
};

/** Why a library did not answer, in a word. */
const reasons: Record<ErrorCode, string> = {
  network: '접속되지 않음',
  timeout: '응답 없음',
  tls: '보안 인증서 문제',
  upstream: '점검 중',
  blocked: '요청이 막힘',
  log_in: '로그인 필요',
  error_page: '오류 화면',
  cut_page: '답이 끊김',
  layout_unknown: '화면이 바뀜',
  decode: '읽지 못하는 글자',
  too_large: '답이 너무 큼',
  no_address: '주소 모름',
  crashed: '앱 문제',
};

const commandErrors: Record<CommandErrorCode, string> = {
  not_found: '이 대화나 검색이 더는 없어요. 목록에서 다시 골라 주세요.',
  disk_full: '저장 공간이 부족해요. 지금까지의 대화는 그대로예요. 공간을 비우고 다시 시도해 주세요.',
  storage: '저장 공간을 열지 못했어요. 앱을 닫고 폴더 권한을 확인해 주세요.',
  newer_data: '더 새로운 버전의 책벗이 저장한 대화예요. 대화는 안전해요. 앱을 업데이트해 주세요.',
  not_allowed: '도서관의 주소가 아니어서 열지 않았어요.',
  internal: '앱에 문제가 생겼어요. 저장된 대화는 그대로예요. 다시 시도해 주세요.',
};

export const ko = {
  language: 'ko' as Language,
  appName: '책벗',
  yesterday: '어제',
  today: '오늘',
  quote,
  clock: (hour: number, minute: number) =>
    `${hour < 12 ? '오전' : '오후'} ${hour % 12 || 12}:${String(minute).padStart(2, '0')}`,
  shortDate: (month: number, day: number) => `${month}.${day}`,

  nav: {
    label: '주요 화면',
    friends: '친구',
    chats: '채팅',
    unseen: (count: string) => `새로 끝난 검색 ${count}개`,
    news: (count: string) => `새 소식 ${count}개`,
    saved: '보관함',
    jobs: '작업',
    settings: '설정',
    more: '더보기',
    running: (count: string) => `진행 중인 검색 ${count}개`,
    back: '뒤로',
    failed: '열지 못한 화면',
    notLoaded: '이 화면을 열지 못했어요. 대화는 그대로예요.',
    notLoadedNext: '다시 시도해도 열리지 않으면 앱을 닫고 다시 열어 주세요.',
  },

  start: {
    loading: '대화를 불러오고 있어요.',
    failed: '대화를 열지 못했어요.',
    failures: startFailures,
    folder: '데이터 폴더 열기',
    noFolder: '데이터 폴더를 열지 못했어요.',
  },

  banner: {
    label: '앱 상태',
    troubles: fileTroubles,
    makeRoom: '정리하기',
    troubleOver: '다시 저장할 수 있어요. 이어서 찾을게요.',
    aside: '저장 파일이 손상되어 새로 시작했어요.',
    asideNext: '예전 파일은 지우지 않고 여기에 두었어요. 필요한 것은 다시 찾아 주세요.',
    asideKnown: '확인',
    paused: '모든 작업이 잠시 멈춰 있어요.',
    pausedNext: `${KEPT} [계속]을 누르면 이어서 찾아요.`,
    goOn: '계속',
    wentOn: '이어서 찾을게요.',
    refused: '알림이 꺼져 있어 완료를 알려 드릴 수 없어요.',
    refusedNext: '시스템 설정에서 책벗의 알림을 켜 주세요.',
    offline: '오프라인이에요.',
    offlineNext: '보낸 검색은 연결되면 시작해요.',
    online: '다시 연결됐어요. 기다리던 검색을 시작할게요.',
  },

  friends: {
    title: '친구',
    mine: '내 도서관',
    unconfirmed: '아직 확인하지 못한 도서관',
    friendStatus: '소장 자료 검색',
    practiceStatus: '체험용 자료 · 만든 소장 정보',
    unconfirmedStatus: '아직 대화할 수 없어요',
    profile: '도서관 정보',
    unconfirmedText:
      '이 도서관의 누리집을 앱이 제대로 읽는지 아직 확인하지 못했어요. 확인될 때까지는 대화할 수 없어요.',
    home: '누리집',
    noHome: '기록된 누리집이 없어요.',
    close: '닫기',
    find: '도서관 찾기',
    notFound: (text: string) => `‘${text}’ 도서관을 찾지 못했어요.`,
    request: '도서관 추가 요청',
    about: (name: string) => `${name} 정보`,
    everyone: '모든 도서관',
    everyoneStatus: (count: number) => `도서관 ${n(count)}곳에 한 번에 물어볼 수 있어요`,
    today: '오늘',
    connected: (day: string) => `연결됨 · ${day} 확인`,
    notConnected: (reason: string) => `연결 안 됨 · ${reason}`,
    reasons,
  },

  chats: {
    title: '채팅',
    empty: '아직 대화가 없어요.',
    emptyNext: '도서관을 골라 책 제목을 보내 보세요.',
    choose: '도서관 고르기',
    failed: '찾지 못한 검색이 있어요',
    none: '왼쪽에서 도서관을 골라 주세요.',
    noneNext: '책 제목을 보내면 소장 자료를 찾아 드려요.',
    noneKey: 'Ctrl K로 바로 찾을 수 있어요.',
    pinned: '고정됨',
    muted: '알림 꺼짐',
    markSeen: '읽음으로 표시',
    greeting: '대화를 시작했어요.',
    guide: '사용법을 알려 드렸어요.',
    searching: (what: string) => `${what} 찾는 중`,
    searchingCount: (what: string, checked: number, planned: number) =>
      `${what} 찾는 중 · ${checked}/${planned}`,
    waiting: (what: string) => `${what} 순서를 기다리는 중`,
    found: (what: string, count: number) => `${what} 결과 ${n(count)}권을 찾았어요.`,
    nothing: (what: string) => `${what} 결과가 없어요.`,
    partial: (what: string) => `${what} 일부만 확인했어요.`,
    cancelled: (what: string) => `${what} 찾기를 그만뒀어요.`,
    held: (what: string) => `${what} 찾기가 잠시 멈춰 있어요.`,
    practice: '체험용',
    by: (library: string, line: string) => `${library} · ${line}`,
  },

  room: {
    back: '목록으로',
    guide: '사용법',
    log: (library: string) => `${library} 대화`,
    practice: '체험용 자료예요. 소장 정보는 만든 것이에요.',
    greeting: (library: string) => `안녕하세요, ${library} 자료를 찾아 드려요. 책 제목을 보내 주세요.`,
    greetingPractice:
      '안녕하세요, 인터넷 없이 앱을 써 볼 수 있는 체험 도서관이에요. 소장 정보는 연습하려고 만든 것이에요. 책 제목을 보내 주세요.',
    greetingEveryone: '모든 도서관에 한 번에 물어봐요. 책 제목을 보내 주세요.',
    nothingAt: (count: number) => `${n(count)}곳에는 없어요`,
    nothingAnywhere: (count: number) => `물어본 ${n(count)}곳 모두에 없어요`,
    placeholder: '책 제목 또는 제목,출판사,저자',
    composer: '책 제목 입력',
    send: '보내기',
    me: '나',
    undelivered: '전달 대기 중',
    sending: '보내는 중',
    notSent: '보내지 못했어요.',
    sendAgain: '다시 보내기',
    discard: '지우기',
    putAside: '쓰던 글은 이 검색을 보내면 다시 나와요.',
    more: '더 보기',
    fold: '접기',
    greetingExamples: ['말의 품격', '코스모스', '컴퓨터구조론,생능,'],
    replies: {
      guide: '사용법',
      recent: '최근 검색',
      example: (text: string) => `예: ${text}`,
      recheck: '다시 확인',
      title: '다른 판 찾기',
      available: '대출가능만 보기',
      everyone: '모든 도서관에서 찾기',
    },
    examples: '빠른 답장',
    toBottom: '맨 아래로',
    newResults: (count: number) => `새 결과 ${n(count)}개`,
    unread: '여기까지 읽었어요',
    muted: '알림 꺼짐',
    loading: '대화를 불러오고 있어요.',
    alreadySearching: '같은 검색을 이미 하고 있어요.',
    refusals,
  },

  find: {
    open: '이 대화에서 찾기',
    label: '이 대화에서 찾기',
    field: '대화에서 찾을 말',
    next: '이전 대화에서 찾기',
    before: '최근 대화에서 찾기',
    close: '찾기 닫기',
    place: (place: number, count: number) => `${n(count)}곳 중 ${n(place)}번째`,
    none: (text: string) => `이 대화에 ‘${text}’${josa(text, '이/가')} 없어요.`,
  },

  palette: {
    label: '바로 가기',
    field: '도서관, 대화, 찾았던 말',
    goals: '갈 수 있는 곳',
    kinds: { room: '대화', library: '도서관', asked: '최근 검색', kept: '저장한 검색' },
    none: (text: string) => `‘${text}’${josa(text, '을/를')} 찾지 못했어요.`,
  },

  drawer: {
    open: '대화 메뉴',
    title: (name: string) => `${name} 대화 메뉴`,
    close: '닫기',
    recent: '최근 검색',
    noRecent: '아직 찾은 책이 없어요.',
    kept: '저장한 검색',
    noKept: '저장한 검색이 없어요. 검색 결과의 메뉴에서 저장해 보세요.',
    askAgain: (text: string) => `${text} 다시 찾기`,
    find: '이 대화에서 찾기',
    exportText: '대화 내보내기(텍스트)',
    exportCsv: '대화 내보내기(CSV)',
    exported: (path: string) => `대화를 저장했어요. ${path}`,
    mute: '알림 끄기',
    unmute: '알림 켜기',
    pin: '위에 고정',
    unpin: '고정 풀기',
    home: '누리집 열기',
    clear: '대화 비우기',
    leave: '나가기',
    cleared: '대화를 비웠어요. 보관한 책과 알림은 그대로예요.',
    left: '대화에서 나왔어요.',
    ask: {
      cancel: '취소',
      clear: {
        title: (name: string) => `${name} 대화를 비울까요?`,
        text: '이 대화의 메시지와 검색 결과가 지워지고 되돌릴 수 없어요. 보관한 책과 저장한 검색은 그대로 있어요.',
        do: '비우기',
      },
      leave: {
        title: (name: string) => `${name} 대화에서 나갈까요?`,
        text: '대화가 지워지고 목록에서 사라져요. 보관한 책과 저장한 검색은 그대로 있고, 친구에서 다시 대화할 수 있어요.',
        do: '나가기',
      },
    },
  },

  layout: {
    list: '목록 너비',
    pane: '오른쪽 칸 너비',
    width: (pixels: number) => `${n(pixels)}픽셀`,
  },

  crash: {
    what: '화면에 문제가 생겼어요. 대화는 안전해요.',
    reopen: '다시 열기',
    copy: '오류 복사',
    copied: '오류를 복사했어요.',
    notCopied: '오류를 복사하지 못했어요.',
  },

  guide: {
    lead: '책 제목만 보내면 돼요.',
    exact: '더 정확히 찾으려면 쉼표로 나눠 보내세요.',
    fields: '제목,출판사,저자',
    isbn: 'ISBN 13자리도 보낼 수 있어요.',
    hint: '예를 누르면 입력란에 채워져요.',
    example: '예)',
    titles: ['말의 품격'],
    parts: ['컴퓨터구조론,생능,', '말의품격,,이기주', ',,이기주'],
    fill: (text: string) => `${text} 입력란에 채우기`,
  },

  card: {
    author: (name: string) => `저자 ${name}`,
    publisher: (name: string) => `출판사 ${name}`,
    isbn: (number: string) => `ISBN ${number}`,
    asOf: (moment: string) => `${moment} 기준`,
    waiting: '순서를 기다리고 있어요.',
    ahead: (count: number) => `앞에 ${n(count)}건 있어요.`,
    next: '다음 차례예요.',
    place: (place: number) => `대기 ${n(place)}번째`,
    searching: (what: string) => `${what} 찾는 중이에요.`,
    asking: '도서관에 물어보고 있어요.',
    listing: (count: number) => `지금까지 ${n(count)}권을 찾았어요.`,
    checking: (planned: number, checked: number) =>
      `${n(planned)}권 중 ${n(checked)}권의 소장 정보를 확인했어요.`,
    checkingFirst: (total: number, planned: number, checked: number) =>
      `${n(total)}권을 찾았어요. 먼저 ${n(planned)}권 중 ${n(checked)}권의 소장 정보를 확인했어요.`,
    slow: '조금 오래 걸려요.',
    slowNext: '끝나면 알려 드릴게요.',
    resumed: '앱이 닫혀 잠시 멈췄어요.',
    resuming: '이어서 찾고 있어요.',
    wentOn: '앱이 닫혔다가 이어서 찾았어요.',
    found: (what: string, count: number) => `${what} ${n(count)}권을 찾았어요.`,
    loaded: (count: number) => `${n(count)}권까지 불러왔어요.`,
    nothing: (what: string) => `${what} 결과가 없어요.`,
    nothingNext: '띄어쓰기를 바꾸거나 제목 일부만 입력해 보세요.',
    commaHint: '쉼표가 제목의 일부라면 [제목 그대로 찾기]를 눌러 주세요.',
    asTitle: '제목·출판사·저자로 나누면 결과가 없어서, 적은 그대로를 제목으로 찾았어요.',
    partial: '일부만 확인했어요.',
    partialCount: (what: string, total: number, checked: number) =>
      `${what} ${n(total)}권 중 ${n(checked)}권 확인`,
    partialBooks: (count: number, because: string) => `${n(count)}권은 ${because} 확인하지 못했어요.`,
    partialPages: (count: number, because: string) => `목록 ${n(count)}쪽은 ${because} 읽지 못했어요.`,
    partialOther: (because: string) => `나머지는 ${because} 확인하지 못했어요.`,
    turnedAway: `찾은 것은 그대로 있어요. ${AGAIN}`,
    becauseUnknown: '문제가 생겨',
    keptHits: '찾은 것은 그대로 있어요.',
    tried: (count: number) => `${n(count)}번 시도했어요.`,
    failed: '찾지 못했어요.',
    failedNext: '다시 찾아 주세요.',
    cancelled: '찾기를 그만뒀어요.',
    cancelledChecked: (count: number) => `${n(count)}권까지 확인한 결과는 남아 있어요.`,
    cancelledListed: (count: number) => `찾은 ${n(count)}권의 목록은 남아 있어요.`,
    cancelledNothing: '아직 찾은 것은 없었어요.',
    held: '잠시 멈춰 있어요.',
    heldNext: '[계속]을 누르면 이어서 찾아요.',
    offline: '인터넷에 연결되어 있지 않아요.',
    offlineNext: '연결되면 자동으로 다시 찾을게요.',
    offlineKept: '인터넷에 연결되면 대출 상태를 다시 확인할게요.',
    kept: (moment: string) => `${moment}의 결과를 보여 드리고 있어요.`,
    keptPart: (moment: string) => `새로 확인하지 못한 책은 ${moment}의 결과예요.`,
    others: (count: number) => `외 ${n(count)}권`,
    availableOf: (checked: number, available: number) =>
      available === 0
        ? `소장 정보를 확인한 ${n(checked)}권 중에는 지금 빌릴 수 있는 책이 없어요.`
        : `소장 정보를 확인한 ${n(checked)}권 중 ${n(available)}권을 지금 빌릴 수 있어요.`,
    progress: '진행',
    progressText: (planned: number, checked: number) => `${n(planned)}권 중 ${n(checked)}권`,
    progressUnknown: '도서관에 물어보는 중',
    practice: '체험용 자료',
    chip: {
      done: '완료',
      none: '결과 없음',
      waiting: '대기 중',
      running: '찾는 중',
      saved: '저장된 결과',
      partial: '일부',
      failed: '실패',
      cancelled: '그만둠',
      held: '멈춤',
      offline: '오프라인',
    },
    action: {
      cancel: '그만 찾기',
      retry: '다시 찾기',
      recheck: '지금 다시 확인',
      resume: '이어서 찾기',
      goOn: '계속',
      retryBooks: (count: number) => `${n(count)}권 다시 확인`,
      all: (count: number) => `${n(count)}권 모두 보기`,
      soFar: '지금까지 결과 보기',
      detail: '자세히 보기',
      more: '더 불러오기',
      literal: '제목 그대로 찾기',
      part: '제목 일부로 찾기',
      everyone: '모든 도서관에서 찾기',
      dismiss: '취소',
      link: '누리집 열기',
      report: '오류 알리기',
    },
  },

  copy: {
    statuses,
    due: (date: string) => `${date} 반납`,
    dueLong: (date: string) => `${date} 반납 예정`,
    dueRaw: (text: string) => `반납: ${text}`,
    registration: (number: string) => `등록번호 ${number}`,
    others: (count: number) => `외 ${n(count)}권`,
    counted: (label: string, count: number) => `${label} ${n(count)}`,
    fromList: (status: string) => `목록 기준 ${status}`,
    unplanned: '확인 전',
    planned: '확인 중',
    failed: '확인 못함',
    unknownStatus: '상태 적혀 있지 않음',
    none: '도서관에 적힌 소장 정보가 없어요.',
    noPlace: '위치 적혀 있지 않음',
    atDesk: '데스크 문의',
    atDeskLong: '서가에 없는 책이에요. 도서관 데스크에 문의해 주세요.',
    noCallNumber: '청구기호 없음',
    copyCallNumber: '청구기호 복사',
    copyThis: (callNumber: string) => `청구기호 ${callNumber} 복사`,
    copied: (callNumber: string) => `청구기호 ${callNumber}${josa(callNumber, '을/를')} 복사했어요.`,
    notCopied: '복사하지 못했어요. 청구기호를 골라 직접 복사해 주세요.',
  },

  pane: {
    close: '닫기',
    book: '책 정보',
    list: (what: string) => `${what} 검색 결과`,
    back: '목록으로',
    listed: (count: number) => `${n(count)}권`,
    listedOf: (total: number, count: number) => `${n(total)}권 중 ${n(count)}권을 불러왔어요.`,
    loading: '목록을 불러오고 있어요.',
    loadingMore: '더 불러오고 있어요.',
    failed: '목록을 불러오지 못했어요.',
    again: '다시 시도',
    gone: '이 책은 새 검색 결과에 없어요.',
    copies: '소장 정보',
    availableOf: (available: number, all: number) => `대출가능 ${n(available)} / ${n(all)}권`,
    checkedAt: '확인 시각',
    listedAt: '목록 시각',
    material: '자료유형',
    extent: '형태사항',
    isbn: 'ISBN',
    facts: '서지 정보',
    factsLater: '형태사항과 ISBN은 확인하는 대로 보여 드릴게요.',
    noFacts: (because: string) => `${because} 형태사항과 ISBN을 확인하지 못했어요.`,
    notChecked: '소장 정보를 아직 확인하지 않았어요.',
    checking: '소장 정보를 확인하고 있어요.',
    notCheckable: (because: string) => `${because} 소장 정보를 확인하지 못했어요.`,
    fromList: '목록에 적힌 정보예요.',
    check: '소장 정보 확인',
    link: '도서관 누리집에서 보기',
  },

  filters: {
    label: '거르기와 정렬',
    available: '대출가능만',
    place: '자료실',
    anyPlace: '자료실 전체',
    year: '연도',
    anyYear: '연도 전체',
    noYear: '연도 모름',
    years: (from: number, to: number) => `${from}–${to}년`,
    oneYear: (year: number) => `${year}년`,
    order: '정렬',
    orders: { relevance: '관련도', available: '대출가능 먼저', newest: '최신순', title: '제목순' },
    shown: (shown: number, all: number) => `${n(all)}권 중 ${n(shown)}권이 보여요.`,
    unsure: (count: number) => `${n(count)}권은 소장 정보를 아직 확인하지 않아서 여기에 없을 수 있어요.`,
    check: (count: number) => `${n(count)}권 확인`,
    noneAvailable: (all: number) => `지금 빌릴 수 있는 책이 없어요. 전체 ${n(all)}권이 있어요.`,
    noneAvailableYet: (all: number) =>
      `확인한 책 중에는 지금 빌릴 수 있는 책이 없어요. 전체 ${n(all)}권이 있어요.`,
    none: (all: number) => `고른 조건에 맞는 책이 없어요. 전체 ${n(all)}권이 있어요.`,
    all: '전체 보기',
  },

  menu: {
    of: (name: string) => `${name} 메뉴`,
    open: '자세히 보기',
    copyTitle: '제목 복사',
    copyAll: '결과 전체 복사(텍스트)',
    copyLink: '링크 복사',
    copiedLink: '링크를 복사했어요.',
    save: '보관하기',
    unsave: '보관 해제',
    saved: '보관했어요.',
    unsaved: '보관을 해제했어요.',
    saveSearch: '검색 저장',
    unsaveSearch: '검색 저장 해제',
    searchSaved: '검색을 저장했어요.',
    searchUnsaved: '저장한 검색에서 뺐어요.',
    copiedTitle: (title: string) => `‘${title}’ 제목을 복사했어요.`,
    copiedAll: (count: number) => `결과 ${n(count)}권을 복사했어요.`,
    notCopied: '복사하지 못했어요. 글자를 골라 직접 복사해 주세요.',
    ofMessage: '메시지 메뉴',
    copyText: '복사',
    copiedText: '복사했어요.',
    remove: '삭제',
    removed: '메시지를 지웠어요.',
  },

  notice: { close: '닫기' },

  announce: {
    by: (library: string, sentence: string) => `${library}, ${sentence}`,
    sent: (text: string) => `${text} 보냈어요.`,
    started: (what: string) => `${what} 찾기 시작했어요.`,
  },

  watch: {
    unseen: (count: string) => `새 알림 ${count}개`,
    news: {
      began: '빌릴 수 있게 되면 알려 드릴게요.',
      available: '지금 빌릴 수 있어요.',
      due_moved: '반납 예정일이 바뀌었어요.',
      reserved: '다른 분이 예약했어요.',
      gone: '기다릴 책이 목록에서 사라졌어요.',
      unreadable: '소장 정보를 며칠째 읽지 못했어요.',
      expired: '알림 기간이 끝났어요.',
    } satisfies Record<WatchEvent, string>,
  },

  troubles,
  commandErrors,
};

/** The shape every language has. */
export type Dictionary = typeof ko;
