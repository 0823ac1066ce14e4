export { createCommentService, type CommentService } from './comments.ts'
export { commentRoutes } from './comment-routes.ts'
