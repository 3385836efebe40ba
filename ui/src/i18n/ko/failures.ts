/** What can go wrong, and what keeps the app from going on, in Korean. */
import type { CommandErrorCode } from '../../ipc/bindings/CommandErrorCode';
import type { ErrorCode } from '../../ipc/bindings/ErrorCode';
import type { Trouble as FileTrouble } from '../../ipc/bindings/Trouble';
import { AGAIN } from './shared';

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

const commandErrors: Record<CommandErrorCode, string> = {
  not_found: '이 대화나 검색이 더는 없어요. 목록에서 다시 골라 주세요.',
  disk_full: '저장 공간이 부족해요. 지금까지의 대화는 그대로예요. 공간을 비우고 다시 시도해 주세요.',
  storage: '저장 공간을 열지 못했어요. 앱을 닫고 폴더 권한을 확인해 주세요.',
  newer_data: '더 새로운 버전의 책벗이 저장한 대화예요. 대화는 안전해요. 앱을 업데이트해 주세요.',
  not_allowed: '도서관의 주소가 아니어서 열지 않았어요.',
  internal: '앱에 문제가 생겼어요. 저장된 대화는 그대로예요. 다시 시도해 주세요.',
};

export const failures = {
  start: {
    loading: '대화를 불러오고 있어요.',
    failed: '대화를 열지 못했어요.',
    failures: startFailures,
    details: '자세히',
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
    pausedAlerts: `${KEPT} 대출가능 알림도 멈춰 있어요. [계속]을 누르면 이어서 해요.`,
    goOn: '계속',
    wentOn: '이어서 찾을게요.',
    refused: '알림이 꺼져 있어 찾기 결과와 대출가능을 알려 드릴 수 없어요.',
    refusedNext: '시스템 설정에서 책벗의 알림을 켜 주세요.',
    offline: '오프라인이에요.',
    offlineNext: '보낸 검색은 연결되면 시작해요.',
    update: '새 버전이 있어요.',
    updateNext: (version: string) => `책벗을 ${version} 버전으로 바꿀 수 있어요.`,
    look: '보기',
    online: '다시 연결됐어요. 기다리던 검색을 시작할게요.',
  },

  troubles,

  commandErrors,
};
