export { calendarRoutes } from './routes.ts'
export { createNoticeService, type NoticeService } from './service.ts'
