// Generated from apps/server/openapi.json by packages/sdk/scripts/generate.mjs; regenerate, do not edit.
export interface paths {
    "/api/v1/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Backups and restore drills with what came of them, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["BackupRun"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Ask for a backup into the folder of backups; it is taken once another administrator agrees */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default false */
                        full?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["BackupRun"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backups/{id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree to a backup that another administrator asked for */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["BackupRun"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backups/drills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have the newest backup restored aside and checked now */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["BackupRun"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is kept for how long, on which clause, and what is held beyond it by an act */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            terms: components["schemas"]["RetentionTerm"][];
                            holds: components["schemas"]["RetentionHold"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an order would remove, what would stay since it is held, and the oldest day that is there */
        get: {
            parameters: {
                query: {
                    kind: "useRecords" | "systemLogs";
                    /** @description What is of an earlier day; all that is due when not said */
                    before?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RetentionDue"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders to remove what is over its term, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["RetentionOrder"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Ask that what is over its term be removed; another administrator agrees */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "useRecords" | "systemLogs";
                        /**
                         * Format: date
                         * @description What is of an earlier day; all that is due when not said
                         */
                        before?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["RetentionOrder"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/orders/{id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree to an order that another administrator asked for; it is then carried out day by day */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["RetentionOrder"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/orders/{id}/removals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the log says of an order: each day or part that was removed or left, and its end, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["RetentionRemoval"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hold records beyond their term, since an investigation or a dispute needs them */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        scope: "dataset" | "grant" | "organization" | "platform";
                        /** Format: uuid */
                        id?: string;
                        /** @description Of a dataset or an organisation, in place of its id */
                        code?: string;
                        reason: string;
                        matter: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["RetentionHold"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/holds/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lift a hold; what it held is removed only by an order that two persons agree to */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["RetentionHold"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/watch/signals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is watched, as it is now, and the limit of each with its clause */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["WatchSignal"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/watch/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is or was out of bounds, newest first */
        get: {
            parameters: {
                query?: {
                    open?: "true" | "false";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["WatchAlert"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/watch/alerts/{id}/acknowledgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an alert on and say what is done about it; it closes by itself when it is over */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        note: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["WatchAlert"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/watch/alerts/{id}/risk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open the case of the risk that an alert shows, in the course that the law of the organisation has for it; one case of an alert */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Who answers for the system
                         */
                        organization: string;
                        /**
                         * @description What that course asks for
                         * @default {}
                         */
                        form?: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["WatchAlertRisk"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the gateway is open, and what maintenance is announced */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            gateway: "open" | "closed";
                            maintenance: components["schemas"]["MaintenanceWindow"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maintenance-windows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Announce a time in which the gateway is closed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description At once when left out
                         */
                        begins?: string;
                        /** Format: date-time */
                        ends: string;
                        notice: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["MaintenanceWindow"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/maintenance-windows/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a maintenance that runs, or withdraw one that was announced */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["MaintenanceWindow"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process lives */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "ok";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process can serve: the database answers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "ready";
                        };
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "stopping";
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prometheus metrics */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/law/matrix": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every clause with what binds it, what proves it and what is missing */
        get: {
            parameters: {
                query?: {
                    pack?: string;
                    status?: "proven" | "bound" | "pending" | "unbound" | "declaratory";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            counts: {
                                pack: string;
                                clauses: number;
                                executable: number;
                                counts: {
                                    [key: string]: number;
                                };
                            }[];
                            items: components["schemas"]["MatrixRow"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/law/packs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Regulations the platform runs */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Pack"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/law/packs/{id}/clauses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Clauses of a regulation */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Clause"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/law/clauses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One clause */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Clause"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/law/regimes/{territory}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The law of a territory: regulations, words, forms, procedures, periods and limits */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    territory: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            territory: string;
                            draft: boolean;
                            packs: components["schemas"]["Pack"][];
                            terms: {
                                [key: string]: string;
                            };
                            forms: {
                                name: string;
                                title: string;
                                fields: {
                                    name: string;
                                    label: string;
                                    type: string;
                                    required: boolean;
                                    cites: string[];
                                    help?: string;
                                    options?: {
                                        value: string;
                                        label: string;
                                    }[];
                                    requiredWhen?: {
                                        field: string;
                                        is: string[];
                                    };
                                    /** @description What a new record starts with, unless another field has one of these values */
                                    default?: {
                                        value: string | boolean;
                                        unless: {
                                            [key: string]: (string | boolean)[];
                                        };
                                    };
                                    /** @description Of a field of type rows: what each row says */
                                    columns?: {
                                        name: string;
                                        label: string;
                                        type: string;
                                        required: boolean;
                                        cites: string[];
                                        help?: string;
                                        options?: {
                                            value: string;
                                            label: string;
                                        }[];
                                        requiredWhen?: {
                                            field: string;
                                            is: string[];
                                        };
                                        /** @description What a new record starts with, unless another field has one of these values */
                                        default?: {
                                            value: string | boolean;
                                            unless: {
                                                [key: string]: (string | boolean)[];
                                            };
                                        };
                                    }[];
                                }[];
                            }[];
                            procedures: {
                                name: string;
                                title: string;
                                pack: string;
                                cites: string[];
                                subject: string;
                                opener: {
                                    is: string;
                                    role: string;
                                };
                                duty: boolean;
                            }[];
                            periods: components["schemas"]["Period"][];
                            limits: components["schemas"]["Limit"][];
                            instruments: {
                                id: string;
                                title: string;
                                rank: string;
                                rankText: string;
                                /** Format: date */
                                inForceFrom: string;
                                repealedOn: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/law/regimes/{territory}/procedures/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One course of law: who does what, in which order, in what time, with which effect */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    territory: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Procedure"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/law/regimes/{territory}/periods/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One period: what holds today, and every value of packs and authorities, nearest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    territory: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            title: string;
                            today: components["schemas"]["Period"] | null;
                            values: components["schemas"]["DatedValue"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Set a period that no text fixes, for clocks that start from a day on */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    territory: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description In the unit of the period */
                        value: number;
                        /** Format: date */
                        from: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["Period"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/law/due-dates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Due date of a period from a day on, with the count behind it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        territory: string;
                        /** Format: date */
                        from: string;
                        period?: string;
                        days?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date */
                            due: string;
                            provisional: boolean;
                            period: components["schemas"]["Period"] | null;
                            lines: string[];
                            papers: string[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/law/instruments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Instruments a refusal may rest on in a territory, of packs and of authorities, by id */
        get: {
            parameters: {
                query: {
                    territory: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Instrument"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Enter an instrument, or an item of the negative list, for a territory and what lies below */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        id: string;
                        territory?: string;
                        title: string;
                        /** @enum {string} */
                        rank: "law" | "administrativeRegulation" | "centralPolicy" | "localRegulation" | "departmentalRule" | "localRule" | "nationalProvision" | "normativeDocument" | "negativeList" | "policy";
                        /** Format: date */
                        inForce: string;
                        /** Format: date */
                        repealed?: string;
                        /** @default [] */
                        provisions?: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["Instrument"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/law/instruments/{id}/repeal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record the first day on which an entered instrument holds no more */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date */
                        on: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["Instrument"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/law/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What the law of a territory says of an act, given its facts
         * @description Facts are those of the policy schema. `context.today` and `context.reach` (where the territory lies as seen from `principal.facts.territory`) are filled in when not given.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        territory: string;
                        act: string;
                        principal: {
                            type: string;
                            id: string;
                            /** @default {} */
                            facts?: {
                                [key: string]: (boolean | number | string) | (boolean | number | string)[];
                            };
                        };
                        resource: {
                            type: string;
                            id: string;
                            /** @default {} */
                            facts?: {
                                [key: string]: (boolean | number | string) | (boolean | number | string)[];
                            };
                        };
                        /** @default {} */
                        context?: {
                            [key: string]: (boolean | number | string) | (boolean | number | string)[] | {
                                [key: string]: (boolean | number | string) | (boolean | number | string)[];
                            };
                        };
                        /**
                         * Format: date
                         * @description Day on which the law is asked; today when not given
                         */
                        on?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            effect: "allow" | "deny";
                            bySilence: boolean;
                            regime: string;
                            draft: boolean;
                            grounds: components["schemas"]["Ground"][];
                            needed: {
                                clause: string;
                                text: string;
                            }[];
                            faults: {
                                rule: string;
                                /** @enum {string} */
                                effect: "permit" | "forbid";
                                message: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/law/diff/open-cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open cases that would be due on another day if periods of a regulation had other lengths
         * @description An authority sees the cases of its territory and what lies below, the system administrator all. `items` are the first `limit` clocks, the numbers are of all. Nothing is changed: clocks that run keep their terms.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        pack: string;
                        periods: {
                            name: string;
                            length: number;
                        }[];
                        /** @default 200 */
                        limit?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            clocks: number;
                            moved: number;
                            earlier: number;
                            later: number;
                            items: {
                                /** Format: uuid */
                                case: string;
                                territory: string;
                                period: string;
                                owner: string;
                                /** Format: date */
                                due: string;
                                /** Format: date */
                                would: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            account: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                roles: string[];
                            };
                            organization: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                territory: string;
                                kinds: string[];
                            };
                            /**
                             * @description demanded: nothing but the own account is open until one is confirmed
                             * @enum {string}
                             */
                            secondFactor: "confirmed" | "offered" | "demanded";
                            unreadNotices: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Sign in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        login: string;
                        password: string;
                        totp?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            token: string;
                            expiresAt: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Sign out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End every session of this account */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                revoked: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enrol a one-time-code device */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                uri: string;
                                secret: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/totp/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the device with a first code */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** @enum {boolean} */
                                confirmed: true;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/totp/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove the one-time-code device, also to enrol another; other sessions end */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                        totp: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** @description Other sessions of the account that ended with it */
                                sessionsEnded: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change the own password; other sessions end */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                        /** @description At least 12 and at most 128 characters of any kind, and not to be guessed */
                        newPassword: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** @description Other sessions of the account that ended with it */
                                sessionsEnded: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the holder was told about the own account, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["AccountNotice"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/notices/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark the notices of the own account as read */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                read: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/territories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Territories whose law can be read here */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                code: string;
                                name: string;
                                level: string;
                                parent: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/territories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Territories in reach of the own organisation; to an administrator all */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                code: string;
                                name: string;
                                level: string;
                                parent: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Organisations of a territory */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                    /** @description Also those of the territories below */
                    below?: "true" | "false";
                    /** @description Part of the name or of the code */
                    q?: string;
                    kind?: "authority" | "agency" | "supervisor" | "government" | "contractor" | "developer" | "platformOperator" | "person";
                    /** @description Whether it has a published entry in the catalog */
                    publishes?: "true" | "false";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Organization"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Register an organisation */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        name: string;
                        territory: string;
                        kinds: ("authority" | "agency" | "supervisor" | "government" | "contractor" | "developer" | "platformOperator" | "person")[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["Organization"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many organisations of each kind a territory has; one may be of several kinds */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                    /** @description Also those of the territories below */
                    below?: "true" | "false";
                    /** @description Part of the name or of the code */
                    q?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            kinds: {
                                [key: string]: number;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One organisation */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Organization"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts of an organisation */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Account"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Open an account, without roles */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        login: string;
                        name: string;
                        /** @description At least 12 and at most 128 characters of any kind, and not to be guessed */
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["Account"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Assign the roles of an account */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        roles: ("steward" | "approver" | "securityOfficer" | "inspector" | "person" | "systemAdmin" | "securityAdmin" | "auditAdmin")[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["Account"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}/factor-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove the lost one-time-code device of an account; all its sessions end and its holder is told */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["Account"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Close an account */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["Account"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{id}/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Applications of an organisation */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                /** Format: uuid */
                                organization: string;
                                name: string;
                                /** @enum {string} */
                                status: "active" | "suspended";
                                /** @description Whether each of its calls is signed (RFC 9421) or refused */
                                signedCalls: boolean;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Register an application by its public key */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        key: {
                            /** @enum {string} */
                            algorithm: "EdDSA";
                            publicKey: {
                                /** @enum {string} */
                                kty: "OKP";
                                /** @enum {string} */
                                crv: "Ed25519";
                                x: string;
                            };
                        } | {
                            /** @enum {string} */
                            algorithm: "ES256";
                            publicKey: {
                                /** @enum {string} */
                                kty: "EC";
                                /** @enum {string} */
                                crv: "P-256";
                                x: string;
                                y: string;
                            };
                        } | {
                            /** @enum {string} */
                            algorithm: "SM2";
                            publicKey: {
                                /** @enum {string} */
                                kty: "EC";
                                /** @enum {string} */
                                crv: "SM2";
                                x: string;
                                y: string;
                            };
                            /** @description User id that signatures of this key are made with; 1234567812345678 when left out */
                            userId?: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                /** Format: uuid */
                                organization: string;
                                name: string;
                                /** @enum {string} */
                                status: "active" | "suspended";
                                /** @description Whether each of its calls is signed (RFC 9421) or refused */
                                signedCalls: boolean;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One application, with the organisation that owns it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            organization: string;
                            name: string;
                            /** @enum {string} */
                            status: "active" | "suspended";
                            /** @description Whether each of its calls is signed (RFC 9421) or refused */
                            signedCalls: boolean;
                            owner: components["schemas"]["Organization"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Suspend or restore an application */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "active" | "suspended";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                /** Format: uuid */
                                organization: string;
                                name: string;
                                /** @enum {string} */
                                status: "active" | "suspended";
                                /** @description Whether each of its calls is signed (RFC 9421) or refused */
                                signedCalls: boolean;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications/{id}/signatures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Demand that every call of an application is signed (RFC 9421), or demand it no more */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        demanded: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                /** Format: uuid */
                                organization: string;
                                name: string;
                                /** @enum {string} */
                                status: "active" | "suspended";
                                /** @description Whether each of its calls is signed (RFC 9421) or refused */
                                signedCalls: boolean;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Public keys of an application, those that were revoked among them */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ApplicationKey"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Register another key of an application; those it has stay until they are revoked */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        key: {
                            /** @enum {string} */
                            algorithm: "EdDSA";
                            publicKey: {
                                /** @enum {string} */
                                kty: "OKP";
                                /** @enum {string} */
                                crv: "Ed25519";
                                x: string;
                            };
                        } | {
                            /** @enum {string} */
                            algorithm: "ES256";
                            publicKey: {
                                /** @enum {string} */
                                kty: "EC";
                                /** @enum {string} */
                                crv: "P-256";
                                x: string;
                                y: string;
                            };
                        } | {
                            /** @enum {string} */
                            algorithm: "SM2";
                            publicKey: {
                                /** @enum {string} */
                                kty: "EC";
                                /** @enum {string} */
                                crv: "SM2";
                                x: string;
                                y: string;
                            };
                            /** @description User id that signatures of this key are made with; 1234567812345678 when left out */
                            userId?: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["ApplicationKey"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications/{id}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a key of an application; what it signed stays verifiable */
        delete: {
            parameters: {
                query?: {
                    /** @description Why; it stands in the record of the act */
                    reason?: "compromised" | "superseded" | "unused";
                };
                header?: never;
                path: {
                    id: string;
                    key: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["ApplicationKey"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog-entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries of a territory and those below it: one box, filters, counts */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                    /** @description Words, each of which is found in name, items, agency, category, system or other texts: Chinese, codes, pinyin or its initials */
                    q?: string;
                    state?: "draft" | "submitted" | "amending" | "approved" | "published" | "withdrawn";
                    provider?: string;
                    category?: string;
                    level?: "region" | "city" | "county";
                    shareAttribute?: "unconditional" | "conditional" | "none";
                    openAttribute?: "unconditional" | "conditional" | "none";
                    grade?: "1" | "2" | "3" | "4";
                    /** @description Whether data is as new as its update cycle promises; a working rule of the platform */
                    freshness?: "current" | "late" | "never" | "irregular";
                    /** @description Name or code of the information system */
                    system?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["FoundEntry"][];
                            next: string | null;
                            total: number;
                            facets: components["schemas"]["CatalogFacets"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Draft an entry of the own catalog */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        /** Format: uuid */
                        organization?: string;
                        name: string;
                        /** @default {} */
                        fields?: {
                            [key: string]: string | number | boolean | string[] | {
                                instrument: string;
                                provision: string;
                            };
                        };
                        /** @default [] */
                        items?: {
                            code: string;
                            name: string;
                            /** @enum {string} */
                            type: "text" | "integer" | "decimal" | "date" | "boolean";
                            /** @default null */
                            maxLength?: number | null;
                            /** @default true */
                            nullable?: boolean;
                            /** @default null */
                            identifier?: ("residentId" | "creditCode" | "other") | null;
                            /**
                             * @default none
                             * @enum {string}
                             */
                            mask?: "none" | "resident-id" | "credit-code" | "phone" | "name" | "address" | "date";
                            grade: number;
                            /** @default null */
                            meaning?: string | null;
                            /** @default null */
                            codeList?: string | null;
                            /** @default null */
                            category?: ("residentId" | "passport" | "travelPermit" | "otherDocument" | "creditCode" | "organizationCode" | "licence" | "mobileNumber" | "landlineNumber" | "bankCard" | "plateNumber" | "personName" | "address" | "email" | "ipAddress" | "macAddress" | "birthDate" | "coordinates" | "medical" | "biometric" | "religion" | "minor") | null;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                version: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog-entries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One entry */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Entry"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Change a draft, a returned entry, or the revision of a published one */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                        name: string;
                        /** @default {} */
                        fields?: {
                            [key: string]: string | number | boolean | string[] | {
                                instrument: string;
                                provision: string;
                            };
                        };
                        /** @default [] */
                        items?: {
                            code: string;
                            name: string;
                            /** @enum {string} */
                            type: "text" | "integer" | "decimal" | "date" | "boolean";
                            /** @default null */
                            maxLength?: number | null;
                            /** @default true */
                            nullable?: boolean;
                            /** @default null */
                            identifier?: ("residentId" | "creditCode" | "other") | null;
                            /**
                             * @default none
                             * @enum {string}
                             */
                            mask?: "none" | "resident-id" | "credit-code" | "phone" | "name" | "address" | "date";
                            grade: number;
                            /** @default null */
                            meaning?: string | null;
                            /** @default null */
                            codeList?: string | null;
                            /** @default null */
                            category?: ("residentId" | "passport" | "travelPermit" | "otherDocument" | "creditCode" | "organizationCode" | "licence" | "mobileNumber" | "landlineNumber" | "bankCard" | "plateNumber" | "personName" | "address" | "email" | "ipAddress" | "macAddress" | "birthDate" | "coordinates" | "medical" | "biometric" | "religion" | "minor") | null;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                version: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog-entries/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of an entry as they were published, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["CatalogVersionSummary"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog-entries/{id}/versions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version of an entry */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    number: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CatalogVersion"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog-entries/{id}/versions/{number}/difference/{other}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What made one version into another, in the words of the regime */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    number: number;
                    other: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CatalogDifference"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog-imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports of the own organisation, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["CatalogImport"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Upload a catalog (workbook or CSV of the template); it is read and compared, and changes nothing yet */
        post: {
            parameters: {
                query?: {
                    fileName?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                state: "reading" | "ready" | "departing" | "failed" | "applied" | "discarded";
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog-imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An import: how far it is, what differs from the template, and what it would do, entry by entry */
        get: {
            parameters: {
                query?: {
                    kind?: "new" | "changed" | "unchanged" | "refused";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CatalogImportDetail"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog-imports/{id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write what the preview showed: all of it or nothing, or what is good of it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @default all
                         * @enum {string}
                         */
                        mode?: "all" | "valid";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["CatalogImportOutcome"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog-imports/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Drop an import that was not applied */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                state: "reading" | "ready" | "departing" | "failed" | "applied" | "discarded";
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog-template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The empty template in which a territory hands over its catalog */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                    format?: "xlsx" | "csv";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog-exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The catalog of a territory or of one organisation as a file, as far as the viewer may see it */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                    organization?: string;
                    format?: "xlsx" | "csv";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog-outlines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Propose data items from a data file; nothing of it is kept */
        post: {
            parameters: {
                query?: {
                    sheet?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CatalogOutline"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recovery/{kind}/{ref}/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enter the backup plan of an information system or dataset; the last one entered holds */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    kind: "system" | "dataset";
                    /** @description Id of a system, code of a dataset */
                    ref: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Calendar days from one backup to the next */
                        intervalDays: number;
                        medium: string;
                        place: string;
                        /** @description Calendar days that a backup is kept */
                        retentionDays: number;
                        /** @description Who answers for it; a department or post, never a person */
                        responsible: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recovery/{kind}/{ref}/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record a backup that was taken */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    kind: "system" | "dataset";
                    /** @description Id of a system, code of a dataset */
                    ref: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date-time */
                        takenAt: string;
                        reference: string;
                        /** @default null */
                        checksum?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recovery/{kind}/{ref}/restore-tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record a restore test with its result */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    kind: "system" | "dataset";
                    /** @description Id of a system, code of a dataset */
                    ref: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date */
                        testedOn: string;
                        /** @enum {string} */
                        result: "passed" | "failed";
                        /** @description Who tested; a department or post, never a person */
                        testedBy: string;
                        /**
                         * @description The backup that was restored
                         * @default null
                         */
                        backup?: string | null;
                        /** @default null */
                        findings?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recovery/{kind}/{ref}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Plans, backups and restore tests of one system or dataset, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    kind: "system" | "dataset";
                    /** @description Id of a system, code of a dataset */
                    ref: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RecoveryHistory"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Systems and datasets of an organisation with plan, last backup, last restore test and gaps */
        get: {
            parameters: {
                query?: {
                    organization?: string;
                    gaps?: "only" | "all";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["RecoveryLine"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same for all organisations of a territory and below it */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                    gaps?: "only" | "all";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["RecoveryLine"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/information-systems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Information systems of a territory and those below it */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                    organization?: string;
                    status?: "active" | "closed";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["InformationSystem"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Register an information system of the own agency */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        organization?: string;
                        code: string;
                        name: string;
                        /** @enum {string} */
                        funding: "fiscalNew" | "fiscalUpgrade" | "purchasedService" | "other";
                        /** @description Department in charge */
                        department: string;
                        /** @default null */
                        operator?: string | null;
                        /**
                         * @description Level of graded protection (等保级别)
                         * @default null
                         */
                        protectionLevel?: number | null;
                        /** @default null */
                        liveOn?: string | null;
                        /**
                         * @description Kinds of database it runs on
                         * @default []
                         */
                        databases?: string[];
                        /**
                         * @description Name and number of the project it came from
                         * @default null
                         */
                        project?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                version: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/information-systems/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One system with its entries and the changes of its schema */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InformationSystemView"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Change what is registered of a system */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                        code: string;
                        name: string;
                        /** @enum {string} */
                        funding: "fiscalNew" | "fiscalUpgrade" | "purchasedService" | "other";
                        /** @description Department in charge */
                        department: string;
                        /** @default null */
                        operator?: string | null;
                        /**
                         * @description Level of graded protection (等保级别)
                         * @default null
                         */
                        protectionLevel?: number | null;
                        /** @default null */
                        liveOn?: string | null;
                        /**
                         * @description Kinds of database it runs on
                         * @default []
                         */
                        databases?: string[];
                        /**
                         * @description Name and number of the project it came from
                         * @default null
                         */
                        project?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                version: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/information-systems/{id}/closure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register that a system is out of use */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                version: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/information-systems/{id}/schema-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register a change of the schema; opens the catalog updates that the regime demands */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date */
                        changedOn: string;
                        description: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                tasks: {
                                    /** Format: uuid */
                                    entry: string;
                                    /** Format: uuid */
                                    case: string;
                                }[];
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Agencies, systems, entries and data of a territory and below it; every figure names the list of its records */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StatisticOverview"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Datasets of a territory and below it with their rows and batches */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                    provider?: string;
                    /** @description Only those whose rules gave a score */
                    scored?: "true";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["DatasetLine"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/cockpit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a territory and what lies below it stands: coverage, freshness, answers, overdue, quality, refusals, traffic */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                    /** @description Length of the window, which ends today; compared with as many days before it */
                    days?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Cockpit"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases an organisation is party to, newest first */
        get: {
            parameters: {
                query?: {
                    organization?: string;
                    open?: "true" | "false";
                    /** @description Beginning of the number, or part of the title or of the name of what it is about */
                    q?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["CaseSummary"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Open a case: one run of a procedure of the law */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        procedure: string;
                        subject: {
                            /** @enum {string} */
                            type: "catalogEntry" | "dataGrant" | "organization" | "territory";
                            id: string;
                        };
                        /** @default {} */
                        form?: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                case: string;
                                state: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One case */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Case"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/acts/{act}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Act on a case, as its procedure offers */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    act: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default {} */
                        form?: {
                            [key: string]: unknown;
                        };
                        version?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                case: string;
                                state: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/worklist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an organisation owes, by due date, and how much it is */
        get: {
            parameters: {
                query?: {
                    organization?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["CaseSummary"][];
                            next: string | null;
                            /** Format: date */
                            today: string;
                            /** @description Open cases that it owes an act in, on all pages */
                            total: number;
                            /** @description Of these, late by a clock of its own */
                            overdue: number;
                            /** @description Corrections of received data that were not acknowledged yet */
                            announcements: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was said of a case, oldest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["CaseComment"][];
                            mayComment: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Say something of an open case; it moves nothing, is never changed, and the other parties are told */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        text: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/comments/{comment}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw an own comment: it is shown as withdrawn, with who and when */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    comment: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was put to a case, oldest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["CaseDocument"][];
                            mayAdd: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Put a document to an open case: PDF, PNG, JPEG, DOCX, XLSX, OFD or TXT, up to 20 MiB */
        post: {
            parameters: {
                query: {
                    /** @description Its name with its ending; the content has to be what the ending says */
                    fileName: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/documents/{document}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A document as it was received; decided and recorded each time */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    document: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": unknown;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/documents/{document}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw an own document: it is given out no more and is shown as withdrawn, with who and when */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    document: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/collection-plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Collection plans that stand in a territory and below it, newest first */
        get: {
            parameters: {
                query: {
                    territory: string;
                    agency?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["PublicCollectionPlanSummary"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/collection-plans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One collection plan: authority, scope, procedure, standard, items with their bases, and the notice */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PublicCollectionPlan"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/standards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Standards of a territory: national, regional, and those its authorities enacted */
        get: {
            parameters: {
                query: {
                    territory: string;
                    /** @description On the present day */
                    inForce?: "true" | "false";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Standard"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/open-catalogs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of the open catalog of a territory, newest first */
        get: {
            parameters: {
                query: {
                    territory: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["OpenCatalogSummary"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/open-catalogs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version of an open catalog, with what of it is open now */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OpenCatalog"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/open-entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries that are open now, of a territory and below it or of all, by code: words, filters, counts */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                    /** @description Words, each of which is found in name, code, provider, category, business or items */
                    q?: string;
                    provider?: string;
                    category?: string;
                    openAttribute?: "unconditional" | "conditional";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["OpenEntry"][];
                            next: string | null;
                            total: number;
                            /** @description How all that was found divides; each facet is counted without its own filter */
                            facets: {
                                [key: string]: {
                                    value: string;
                                    label: string;
                                    count: number;
                                }[];
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/open-entries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One entry that is open now: what it is, its items, and on which clauses it is open */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OpenEntryDetail"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/catalog.jsonld": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is open now, in DCAT 3 (JSON-LD), a page at a time */
        get: {
            parameters: {
                query: {
                    territory: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grading-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The classification and grading rules in force in a territory, and all versions */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            inForce: {
                                id: string | null;
                                /** @description What every grade names: territory or pack, and version */
                                name: string;
                                /** @enum {string} */
                                origin: "authority" | "pack";
                                territory: string;
                                title: string;
                                version: string;
                                inForceFrom: string | null;
                                basis: string;
                                published: boolean;
                                enteredBy: string | null;
                                enteredAt: string | null;
                                regraded: boolean;
                                content: components["schemas"]["GradingRuleSet"];
                            };
                            history: components["schemas"]["GradingRules"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Enter a version of the rules of the own territory; earlier versions stay */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        territory?: string;
                        version: string & (unknown & unknown);
                        title: string;
                        basis: {
                            instrument: string;
                            provision: string;
                        };
                        /** Format: date */
                        inForceFrom: string;
                        /** @description A rule set as in grading.yaml */
                        content: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                published: boolean;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog-entries/{id}/grading": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Grades of an entry and its items, what was suggested on which evidence, and what was decided */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EntryGrading"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grading-suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Suggestions of a territory and those below it; an agency sees those of its own entries */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                    state?: "pending" | "accepted" | "kept" | "overruled" | "lapsed";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["GradingSuggestion"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grading-suggestions/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept a suggestion, keep the grade, or set another */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        decision: "accept" | "keep" | "set";
                        /** @description Of set */
                        grade?: number;
                        /** @description Needed where the grade is lower than suggested */
                        reason?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                suggestion: string;
                                /** Format: uuid */
                                entry: string;
                                item: string | null;
                                /** @enum {string} */
                                state: "accepted" | "kept" | "overruled";
                                grade: number;
                            }[];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grading-suggestions/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide several suggestions of own entries in one act */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        decisions: {
                            /** Format: uuid */
                            suggestion: string;
                            /** @enum {string} */
                            decision: "accept" | "keep" | "set";
                            /** @description Of set */
                            grade?: number;
                            /** @description Needed where the grade is lower than suggested */
                            reason?: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                suggestion: string;
                                /** Format: uuid */
                                entry: string;
                                item: string | null;
                                /** @enum {string} */
                                state: "accepted" | "kept" | "overruled";
                                grade: number;
                            }[];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/archive-package": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The hand-over package for the archives: data, structure, entry, batches, digests and signatures as one tar */
        get: {
            parameters: {
                query?: {
                    approval?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A tar archive */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-tar": unknown;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-tar": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-tar": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{code}/checksum-comparisons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest comparisons of a dataset with its checksums, and the rows that were altered, missing or added */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ChecksumComparison"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Begin to compare every stored row of a dataset with the checksum taken when it was received */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions and states of keys, and how far a rotation has come; never a key */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            kek: {
                                newest: number;
                                used: {
                                    version: number;
                                    keys: number;
                                }[];
                            };
                            datasets: {
                                code: string;
                                /** @enum {string} */
                                custody: "active" | "sealedOff" | "destroyed";
                                version: number;
                                /** @description Rows are sealed under versions from this one on */
                                oldest: number;
                                /** @description Since when the newest version is in use; null once the keys are destroyed */
                                since: string | null;
                                rotation: {
                                    /** @enum {string} */
                                    state: "running" | "halted" | "done" | "ended";
                                    resealed: number;
                                    rows: number;
                                    /** @description Rows that did not open, by batch and line */
                                    tampered: string[];
                                } | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/datasets/{code}/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to replace the key of a dataset, or go on after rows that did not open were put right */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                dataset: string;
                                version: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/rewrapping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Wrap every dataset key, one-time-code secret and secret of a source by the newest key-encryption key */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                kek: number;
                                datasetKeys: number;
                                secrets: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the keys of this process are open, or how many custodians are still to come */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyLock"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** A custodian hands in their share of the master key to this process; it is neither stored nor logged */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        share: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyLock"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of the signing keys of the log, and what became of them */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["LogKey"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/log/{version}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask that signing keys of the log be no longer believed from an entry on; another administrator agrees */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    version: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        from: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["LogKey"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/log/{version}/revocation/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree to a revocation that another administrator asked for; its record is the statement in the log */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    version: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["LogKey"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{code}/destruction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The certificate of a destruction, and how those who received the data have answered */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            case: string;
                            destroyedAt: string;
                            /** @description Canonical JSON (RFC 8785) */
                            certificate: string;
                            /** @description SM3 of the certificate, hexadecimal */
                            hash: string;
                            /** Format: uuid */
                            logEntry: string;
                            recipients: {
                                /** Format: uuid */
                                organization: string;
                                name: string;
                                /** Format: uuid */
                                task: string;
                                state: string;
                                grants: number;
                                accesses: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/territories/{code}/duties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The register of duties: which organisation owes which, how it stands, and what is missing */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["DutyLine"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Assign every duty of the regime to the organisations that owe it; repeat while some remain */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            opened: number;
                            remaining: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Structure and batches of a dataset */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            /** Format: uuid */
                            entry: string;
                            name: string;
                            rows: number;
                            layout: {
                                code: string;
                                name: string;
                                /** @enum {string} */
                                type: "text" | "integer" | "decimal" | "date" | "boolean";
                                maxLength: number | null;
                                nullable: boolean;
                                identifier: ("residentId" | "creditCode" | "other") | null;
                                sealed: boolean;
                                /** @enum {string} */
                                mask: "none" | "resident-id" | "credit-code" | "phone" | "name" | "address" | "date";
                                grade: number;
                                codeList?: string;
                            }[];
                            batches: components["schemas"]["Batch"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{code}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A few rows, masked by grade; recorded before they are sent */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rows: {
                                [key: string]: unknown;
                            }[];
                            /** Format: uuid */
                            receipt: string;
                            grounds: components["schemas"]["Ground"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{code}/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All batches of a dataset, latest first: what each changed, who sent it, its receipt */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                number: number;
                                fileName: string;
                                /** @enum {string} */
                                mode: "append" | "upsert" | "snapshot" | "correction" | "deletion";
                                format: string;
                                key: string[];
                                received: number;
                                stored: number;
                                quarantined: number;
                                added: number;
                                changed: number;
                                removed: number;
                                unchanged: number;
                                /** @description Rows of earlier batches that it replaced or removed */
                                superseded: number;
                                sender: {
                                    /** @enum {string} */
                                    type: "Account" | "Application";
                                    /** Format: uuid */
                                    id: string;
                                } | null;
                                /** @description Batch whose quarantined rows it brought corrected */
                                corrects: number | null;
                                contentHash: string;
                                at: string;
                                repeated: boolean;
                                receipt: string | null;
                            }[];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Aggregate a file into the dataset: CSV, XLSX, JSON Lines or Parquet */
        post: {
            parameters: {
                query?: {
                    fileName?: string;
                    /** @description append adds all rows; upsert replaces rows of the same key; snapshot also removes what the file has not */
                    mode?: "append" | "upsert" | "snapshot";
                    /** @description Found from the content when left out; a file that is another one is refused */
                    format?: "csv" | "xlsx" | "jsonl" | "parquet";
                    /** @description Items of the key; the identifiers of the dataset when left out */
                    key?: string;
                    /** @description Largest share of the rows that a snapshot may remove */
                    mostRemoved?: number;
                    /** @description The snapshot may remove however many rows it does */
                    confirmRemoval?: boolean;
                    /** @description Largest share of rows that may fail; with more, nothing is stored */
                    mostQuarantined?: number;
                    mostQuarantinedRows?: number;
                };
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["Batch"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["Batch"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{code}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Push rows into the dataset, from an account or an application of its provider: one batch in one act */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        rows: {
                            [key: string]: string | number | boolean | null;
                        }[];
                        /**
                         * @description append adds all rows; upsert replaces rows of the same key; snapshot also removes what the file has not
                         * @default append
                         * @enum {string}
                         */
                        mode?: "append" | "upsert" | "snapshot";
                        /** @description Items of the key; the identifiers of the dataset when left out */
                        key?: string;
                        /**
                         * @description Largest share of the rows that a snapshot may remove
                         * @default 0.5
                         */
                        mostRemoved?: number;
                        /** @description The snapshot may remove however many rows it does */
                        confirmRemoval?: boolean;
                        /** @description Largest share of rows that may fail; with more, nothing is stored */
                        mostQuarantined?: number;
                        mostQuarantinedRows?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                number: number;
                                fileName: string;
                                /** @enum {string} */
                                mode: "append" | "upsert" | "snapshot" | "correction" | "deletion";
                                format: string;
                                key: string[];
                                received: number;
                                stored: number;
                                quarantined: number;
                                added: number;
                                changed: number;
                                removed: number;
                                unchanged: number;
                                /** @description Rows of earlier batches that it replaced or removed */
                                superseded: number;
                                sender: {
                                    /** @enum {string} */
                                    type: "Account" | "Application";
                                    /** Format: uuid */
                                    id: string;
                                } | null;
                                /** @description Batch whose quarantined rows it brought corrected */
                                corrects: number | null;
                                contentHash: string;
                                at: string;
                                repeated: boolean;
                                /** @description Rows that are in quarantine, by their place in the request, from 0 */
                                rejected: {
                                    row: number;
                                    line: number;
                                    faults: {
                                        item: string;
                                        fault: string;
                                        why?: string;
                                        /** @description Of a duplicate: the line that stands */
                                        line?: number;
                                    }[];
                                }[];
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                number: number;
                                fileName: string;
                                /** @enum {string} */
                                mode: "append" | "upsert" | "snapshot" | "correction" | "deletion";
                                format: string;
                                key: string[];
                                received: number;
                                stored: number;
                                quarantined: number;
                                added: number;
                                changed: number;
                                removed: number;
                                unchanged: number;
                                /** @description Rows of earlier batches that it replaced or removed */
                                superseded: number;
                                sender: {
                                    /** @enum {string} */
                                    type: "Account" | "Application";
                                    /** Format: uuid */
                                    id: string;
                                } | null;
                                /** @description Batch whose quarantined rows it brought corrected */
                                corrects: number | null;
                                contentHash: string;
                                at: string;
                                repeated: boolean;
                                /** @description Rows that are in quarantine, by their place in the request, from 0 */
                                rejected: {
                                    row: number;
                                    line: number;
                                    faults: {
                                        item: string;
                                        fault: string;
                                        why?: string;
                                        /** @description Of a duplicate: the line that stands */
                                        line?: number;
                                    }[];
                                }[];
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{code}/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Corrections of a dataset, without values: state, case, consent */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Correction"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Prepare a correction, sealed, for a case to refer to; nothing stored changes */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        lines: {
                            target: components["schemas"]["RowTargetInput"];
                            values: {
                                [key: string]: string | number | boolean | null;
                            };
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                reference: string;
                                items: string[];
                                lines: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{code}/corrections/{correction}/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a prepared correction would write, masked by grade; recorded before it is sent */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                    correction: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            lines: {
                                batch: number | null;
                                line: number | null;
                                values: {
                                    [key: string]: string | number | boolean | null;
                                };
                            }[];
                            /** Format: uuid */
                            receipt: string;
                            grounds: components["schemas"]["Ground"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{code}/corrections/{correction}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a prepared correction go; its values are forgotten */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                    correction: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                state: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{code}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Every version of a row: batch, day, case, who consented, and the values by the right of whoever looks */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        of: components["schemas"]["RowTargetInput"];
                        items: string[];
                        matter: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            versions: components["schemas"]["ValueVersion"][];
                            /** Format: uuid */
                            receipt: string;
                            grounds: components["schemas"]["Ground"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{code}/rows/{batch}/{line}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Always refused: a stored value changes by a correction with consent */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                    batch: number;
                    line: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        values: {
                            [key: string]: string | number | boolean | null;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Always refused: a stored row is deleted by a case */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                    batch: number;
                    line: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/persons/self/disclosures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was disclosed to the person who asks: dataset, provider, until when; no value */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Disclosure"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/persons/self/disclosures/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The current rows about the person in clear, on the number that was proven; recorded before they are sent */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The number that the provider proved; compared, never kept */
                        value: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnRecord"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/persons/self/disclosures/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same to take along; recorded before it is sent */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The number that the provider proved; compared, never kept */
                        value: string;
                        /** @enum {string} */
                        format: "csv" | "json";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/persons/self/accesses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who asked for the data of the person who asks, when, for which purpose and matter, and which items; the reading is recorded, the number is not */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        identifier: "residentId" | "creditCode";
                        /** @description The number that the provider proved; compared, never kept */
                        value: string;
                        dataset?: string;
                        /**
                         * @description Also what the person read
                         * @default false
                         */
                        own?: boolean;
                        /** @default 50 */
                        limit?: number;
                        cursor?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                items: components["schemas"]["ToldAccess"][];
                                next: string | null;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/announcements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Corrections of data an organisation received, those not acknowledged first */
        get: {
            parameters: {
                query?: {
                    organization?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ReceivedAnnouncement"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/announcements/issued": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Corrections of an organisation’s data: who was told, and who has acknowledged */
        get: {
            parameters: {
                query?: {
                    organization?: string;
                    /** @description Only those that somebody has not acknowledged */
                    open?: "true" | "false";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["IssuedAnnouncement"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/announcements/{announcement}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that a correction was taken over, for all readers of one’s own organisation */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    announcement: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                acknowledgedAt: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{code}/quality-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of the rules of a dataset, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["QualityRuleSet"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Enter a version of the rules a dataset is checked by; earlier ones stay */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Kinds: completeness, format, range, uniqueness, codes, reference, crossField, crossDataset, timeliness; see docs/quality.md */
                        rules: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                version: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{code}/quality-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs of the rules with the score over time, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                };
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["QualityRun"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Run the rules over what is stored; recorded, and nothing is released */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["QualityRun"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quality-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an agency owes on the quality of its data, with due days, and what it did on time and late */
        get: {
            parameters: {
                query?: {
                    organization?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            tasks: components["schemas"]["QualityTasks"][];
                            overdueUpdates: {
                                entry: {
                                    /** Format: uuid */
                                    id: string;
                                    code: string;
                                    name: string;
                                };
                                cycle: string;
                                /** Format: date */
                                due: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Problems of the data an agency provides: dataset, items, source, who answers for it */
        get: {
            parameters: {
                query?: {
                    organization?: string;
                    open?: "true" | "false";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ProblemRecord"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Problems of data in a territory and below it: dataset, items, source, who answers for it */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                    open?: "true" | "false";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ProblemRecord"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/tampering": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Refused attempts to write over stored data and rows whose tag does not fit, with the clause */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["TamperingCandidate"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/late-verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Verifications not completed within the time of their notice, with the clause they may be found under */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["LateVerification"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/updates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When the entries of an organisation are to be updated next, by due day */
        get: {
            parameters: {
                query?: {
                    organization?: string;
                    phase?: "overdue" | "all";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["EntryUpdate"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/updates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries of a territory and below it by the day of their next update; those that missed it */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                    phase?: "overdue" | "all";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["EntryUpdate"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Links of a territory and those below it to other platforms: state, last exchange, last fault */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["PlatformLink"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Enter a link to another platform */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /**
                         * @description What the other platform is to this one
                         * @enum {string}
                         */
                        relation: "upper" | "lower";
                        /**
                         * Format: uuid
                         * @description Application, registered here, as which the other calls; its territory is what it answers for
                         */
                        application: string;
                        /**
                         * @description Application as which this platform is registered at the other
                         * @default null
                         */
                        clientId?: string | null;
                        /** Format: uri */
                        baseUrl: string;
                        /**
                         * @description pull: this platform asks; both: it asks and brings its own, as the other cannot reach it; none: the other does
                         * @default pull
                         * @enum {string}
                         */
                        calls?: "none" | "pull" | "both";
                        /** @description Of the other’s log, from its /log/keys */
                        verifierKeys: string[];
                        /** @default 60 */
                        everySeconds?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                version: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One link: state, last exchange, last fault */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlatformLink"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Enter a link anew: address, keys, application; what was heard stays */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                        name: string;
                        /**
                         * @description What the other platform is to this one
                         * @enum {string}
                         */
                        relation: "upper" | "lower";
                        /**
                         * Format: uuid
                         * @description Application, registered here, as which the other calls; its territory is what it answers for
                         */
                        application: string;
                        /**
                         * @description Application as which this platform is registered at the other
                         * @default null
                         */
                        clientId?: string | null;
                        /** Format: uri */
                        baseUrl: string;
                        /**
                         * @description pull: this platform asks; both: it asks and brings its own, as the other cannot reach it; none: the other does
                         * @default pull
                         * @enum {string}
                         */
                        calls?: "none" | "pull" | "both";
                        /** @description Of the other’s log, from its /log/keys */
                        verifierKeys: string[];
                        /** @default 60 */
                        everySeconds?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                version: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suspend a link: the next call in either direction is refused */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                version: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resume a link that was suspended or stopped */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                version: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a link for good; what was heard over it goes */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                version: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Call the other platform as soon as a process is free */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/exchanges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Exchanges that brought something or failed, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                direction: "heard" | "told";
                                /** @enum {string} */
                                way: "pull" | "push";
                                at: string;
                                from: number;
                                to: number;
                                entries: number;
                                grants: number;
                                withdrawn: number;
                                /** @description Entry of the log of whoever told */
                                receipt: string | null;
                                fault: {
                                    code: string;
                                    detail: string;
                                } | null;
                            }[];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Grants that the other platform told of */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ForeignGrant"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/foreign-entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries that other platforms told of, of a territory and those below it */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                    /** @description Words of code, name, agency or items */
                    q?: string;
                    state?: "published" | "withdrawn";
                    link?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ForeignEntrySummary"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/entries/{entry}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One entry of another platform, with its origin and where it is asked for */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    entry: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ForeignEntry"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/link/v1/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Public key under which this platform calls others, and the verifier keys of its log */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            keyId: string;
                            /** @enum {string} */
                            algorithm: "EdDSA";
                            publicKey: {
                                [key: string]: string;
                            };
                            verifierKeys: string[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/link/v1/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changed and is for the platform that asks, with its proof; recorded */
        get: {
            parameters: {
                query: {
                    /** @description Number of the last change that was taken in */
                    after: number;
                    /** @description Size of this platform’s log as it was last seen */
                    from: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Canonical JSON; its SM3 stands in the record */
                            page: string;
                            /** @description Entry of the log of whoever tells */
                            record: string;
                            leafIndex: number;
                            /** @description Inclusion proof of the record, hexadecimal */
                            path: string[];
                            checkpoint: string;
                            /** @description Proof that the log extends the size asked for, hexadecimal */
                            consistency: string[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Bring what changed, with its proof, where this platform cannot ask for it; taken in whole or not at all */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Canonical JSON; its SM3 stands in the record */
                        page: string;
                        /** @description Entry of the log of whoever tells */
                        record: string;
                        leafIndex: number;
                        /** @description Inclusion proof of the record, hexadecimal */
                        path: string[];
                        checkpoint: string;
                        /** @description Proof that the log extends the size asked for, hexadecimal */
                        consistency: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: number;
                            upTo: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/link/v1/position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the platform that asks was heard here */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            after: number;
                            from: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{code}/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the rows of a dataset are fetched from */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["DataSource"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Have the rows of a dataset fetched by schedule, under the right of whoever registers it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        source: {
                            /** @enum {string} */
                            kind: "postgresql";
                            place: {
                                host: string;
                                port: number;
                                database: string;
                                user: string;
                                /**
                                 * @default verify
                                 * @enum {string}
                                 */
                                tls?: "verify" | "off";
                                /** @description Certificate of the authority that signed the server’s, where the system does not know it */
                                ca?: string;
                                table: string;
                                /**
                                 * @description Column of the table for an item, where it is not called as the item
                                 * @default {}
                                 */
                                columns?: {
                                    [key: string]: string;
                                };
                                /** @default public */
                                schema?: string;
                            };
                            secret: {
                                password: string;
                            };
                        } | {
                            /** @enum {string} */
                            kind: "mysql";
                            place: {
                                host: string;
                                port: number;
                                database: string;
                                user: string;
                                /**
                                 * @default verify
                                 * @enum {string}
                                 */
                                tls?: "verify" | "off";
                                /** @description Certificate of the authority that signed the server’s, where the system does not know it */
                                ca?: string;
                                table: string;
                                /**
                                 * @description Column of the table for an item, where it is not called as the item
                                 * @default {}
                                 */
                                columns?: {
                                    [key: string]: string;
                                };
                            };
                            secret: {
                                password: string;
                            };
                        } | {
                            /** @enum {string} */
                            kind: "s3";
                            place: {
                                /** Format: uri */
                                endpoint: string;
                                /** @default auto */
                                region?: string;
                                bucket: string;
                                /** @default  */
                                prefix?: string;
                                /** @enum {string} */
                                extension: ".csv" | ".xlsx" | ".jsonl" | ".parquet";
                            };
                            secret: {
                                accessKeyId: string;
                                secretAccessKey: string;
                            };
                        } | {
                            /** @enum {string} */
                            kind: "sftp";
                            place: {
                                host: string;
                                /** @default 22 */
                                port?: number;
                                user: string;
                                /** Format: starts_with */
                                folder: string;
                                /** @enum {string} */
                                extension: ".csv" | ".xlsx" | ".jsonl" | ".parquet";
                                hostKey: string;
                            };
                            secret: {
                                password: string;
                            } | {
                                privateKey: string;
                                passphrase?: string;
                            };
                        };
                        /** @enum {string} */
                        mode: "append" | "upsert" | "snapshot";
                        schedule: {
                            /** @enum {string} */
                            every: "minutes";
                            minutes: number;
                        } | {
                            /** @enum {string} */
                            every: "day";
                            at: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                version: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Enter place, secret, mode and schedule of a source anew */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        source: {
                            /** @enum {string} */
                            kind: "postgresql";
                            place: {
                                host: string;
                                port: number;
                                database: string;
                                user: string;
                                /**
                                 * @default verify
                                 * @enum {string}
                                 */
                                tls?: "verify" | "off";
                                /** @description Certificate of the authority that signed the server’s, where the system does not know it */
                                ca?: string;
                                table: string;
                                /**
                                 * @description Column of the table for an item, where it is not called as the item
                                 * @default {}
                                 */
                                columns?: {
                                    [key: string]: string;
                                };
                                /** @default public */
                                schema?: string;
                            };
                            secret: {
                                password: string;
                            };
                        } | {
                            /** @enum {string} */
                            kind: "mysql";
                            place: {
                                host: string;
                                port: number;
                                database: string;
                                user: string;
                                /**
                                 * @default verify
                                 * @enum {string}
                                 */
                                tls?: "verify" | "off";
                                /** @description Certificate of the authority that signed the server’s, where the system does not know it */
                                ca?: string;
                                table: string;
                                /**
                                 * @description Column of the table for an item, where it is not called as the item
                                 * @default {}
                                 */
                                columns?: {
                                    [key: string]: string;
                                };
                            };
                            secret: {
                                password: string;
                            };
                        } | {
                            /** @enum {string} */
                            kind: "s3";
                            place: {
                                /** Format: uri */
                                endpoint: string;
                                /** @default auto */
                                region?: string;
                                bucket: string;
                                /** @default  */
                                prefix?: string;
                                /** @enum {string} */
                                extension: ".csv" | ".xlsx" | ".jsonl" | ".parquet";
                            };
                            secret: {
                                accessKeyId: string;
                                secretAccessKey: string;
                            };
                        } | {
                            /** @enum {string} */
                            kind: "sftp";
                            place: {
                                host: string;
                                /** @default 22 */
                                port?: number;
                                user: string;
                                /** Format: starts_with */
                                folder: string;
                                /** @enum {string} */
                                extension: ".csv" | ".xlsx" | ".jsonl" | ".parquet";
                                hostKey: string;
                            };
                            secret: {
                                password: string;
                            } | {
                                privateKey: string;
                                passphrase?: string;
                            };
                        };
                        /** @enum {string} */
                        mode: "append" | "upsert" | "snapshot";
                        schedule: {
                            /** @enum {string} */
                            every: "minutes";
                            minutes: number;
                        } | {
                            /** @enum {string} */
                            every: "day";
                            at: string;
                        };
                        version: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                version: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-sources/{id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pause a source, take it up again, or end it for good; an ended one forgets what opens it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                        /** @enum {string} */
                        state: "active" | "paused" | "ended";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                version: number;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-sources/{id}/pulls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of each fetching, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["SourcePull"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Fetch a source as soon as a process is free */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{code}/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Uploads into a dataset and their jobs, latest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["AggregationJob"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Begin the upload of a file; its bytes follow in parts, and with the last one the job begins */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        fileName: string;
                        bytes: number;
                        /** @description Of the whole content; what does not have it is not stored */
                        hash?: {
                            /** @enum {string} */
                            algorithm: "sm3";
                            value: string;
                        } | {
                            /** @enum {string} */
                            algorithm: "sha-256";
                            value: string;
                        };
                        /**
                         * @description append adds all rows; upsert replaces rows of the same key; snapshot also removes what the file has not
                         * @default append
                         * @enum {string}
                         */
                        mode?: "append" | "upsert" | "snapshot";
                        /**
                         * @description Found from the content when left out; a file that is another one is refused
                         * @enum {string}
                         */
                        format?: "csv" | "xlsx" | "jsonl" | "parquet";
                        /** @description Items of the key; the identifiers of the dataset when left out */
                        key?: string;
                        /**
                         * @description Largest share of the rows that a snapshot may remove
                         * @default 0.5
                         */
                        mostRemoved?: number;
                        /** @description The snapshot may remove however many rows it does */
                        confirmRemoval?: boolean;
                        /** @description Largest share of rows that may fail; with more, nothing is stored */
                        mostQuarantined?: number;
                        mostQuarantinedRows?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                dataset: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An upload and its job: state, bytes, rows, pace, and why it was refused */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AggregationJob"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Cancel an upload or its job; nothing of it is stored */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                dataset: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Send bytes of an upload from Upload-Offset on; what is acknowledged is on disk */
        patch: {
            parameters: {
                query?: never;
                header: {
                    "upload-offset": number;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/uploads/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as server-sent events, until the job ends; Last-Event-ID leaves out what was seen */
        get: {
            parameters: {
                query?: never;
                header?: {
                    "last-event-id"?: number;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why the rows of a refused job did not pass: line, item and reason, never the value */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    after?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                line: number;
                                faults: {
                                    item: string;
                                    fault: string;
                                    why?: string;
                                    /** @description Of a duplicate: the line that stands */
                                    line?: number;
                                }[];
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{id}/repeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do a job again that failed for a reason outside its file */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                dataset: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{code}/batches/{number}/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows that did not pass: line, item and reason; values only where they are asked for */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description Lines after this one */
                    after?: number;
                    /** @description masked as in a preview; full for the steward who corrects them. Either is recorded. */
                    values?: "none" | "masked" | "full";
                };
                header?: never;
                path: {
                    code: string;
                    number: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                line: number;
                                faults: {
                                    item: string;
                                    fault: string;
                                    why?: string;
                                    /** @description Of a duplicate: the line that stands */
                                    line?: number;
                                }[];
                                settledBy: number | null;
                                values?: {
                                    [key: string]: unknown;
                                };
                            }[];
                            receipt: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{code}/batches/{number}/quarantine.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as a file, up to 10,000 rows of it */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description Lines after this one */
                    after?: number;
                    /** @description masked as in a preview; full for the steward who corrects them. Either is recorded. */
                    values?: "none" | "masked" | "full";
                };
                header?: never;
                path: {
                    code: string;
                    number: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{code}/batches/{number}/quarantine/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Quarantined rows, corrected by their sender: a new batch, all of it or nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                    number: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        rows: {
                            line: number;
                            values: {
                                [key: string]: string | number | boolean | null;
                            };
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["Batch"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["Batch"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/databases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Base and theme databases of a territory, those its regime names and nobody has set up too */
        get: {
            parameters: {
                query: {
                    territory: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Database"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/databases/{id}/comparisons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Compare the sources of each field by the identifier; differences become quality issues, nothing is overwritten */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                differences: {
                                    field: string;
                                    entry: string;
                                    compared: number;
                                    differing: number;
                                    /** @description False when only the first rows were compared */
                                    whole: boolean;
                                    /** @description The quality issue it became */
                                    case: string | null;
                                }[];
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/aggregation-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries that are to be aggregated, with their database and the batch that did it */
        get: {
            parameters: {
                query: {
                    territory: string;
                    aggregated?: "true" | "false";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["AggregationTask"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gw/v1/databases/{id}/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One record of a database by its identifier, each field from its lead source */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        purpose: string;
                        matter: string;
                        value: string;
                        fields?: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            found: boolean;
                            fields: {
                                [key: string]: {
                                    value: unknown;
                                    source: string;
                                    /** Format: uuid */
                                    receipt: string;
                                };
                            };
                            ambiguous: string[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog-entries/{id}/lineage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where an entry comes from and what became of it, field by field */
        get: {
            parameters: {
                query?: {
                    depth?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Lineage"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog-entries/{id}/lineage/openlineage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The runs that made an entry what it is, as OpenLineage events, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: unknown;
                        }[];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog-entries/{id}/lineage/openlineage/batches/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One batch as an OpenLineage event */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    number: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OpenLineage run event, specification 2-0-2 */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog-entries/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events of a dataset through its life, each with the security check on record; a stage with none is a gap */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @enum {string} */
                                stage: "collection" | "aggregation" | "cleaning" | "sharing" | "opening" | "use" | "transmission" | "destruction";
                                gap: boolean;
                                events: {
                                    at: string;
                                    what: string;
                                    /** Format: uuid */
                                    id: string;
                                    state: string;
                                    check: {
                                        kind: string;
                                        result: string;
                                        at: string;
                                    } | null;
                                }[];
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/processing-jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have a derived product computed inside the platform; opens the case of its regime */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Code of the entry of the result */
                        output: string;
                        plan: {
                            inputs: {
                                name: string;
                                entry: string;
                            }[];
                            /** @default [] */
                            joins?: {
                                input: string;
                                item: string;
                                equals: {
                                    input: string;
                                    item: string;
                                };
                                /**
                                 * @default matched
                                 * @enum {string}
                                 */
                                keep?: "matched" | "all";
                            }[];
                            /** @default [] */
                            where?: {
                                input: string;
                                item: string;
                                /** @enum {string} */
                                is: "oneOf" | "noneOf" | "empty" | "present" | "atLeast" | "atMost";
                                /** @default [] */
                                values?: string[];
                            }[];
                            result: {
                                /** @enum {string} */
                                kind: "select";
                                items: {
                                    to: string;
                                    from: {
                                        input: string;
                                        item: string;
                                    };
                                }[];
                            } | {
                                /** @enum {string} */
                                kind: "group";
                                by: {
                                    to: string;
                                    from: {
                                        input: string;
                                        item: string;
                                    };
                                }[];
                                measures: ({
                                    to: string;
                                    /** @enum {string} */
                                    measure: "count";
                                } | {
                                    to: string;
                                    /** @enum {string} */
                                    measure: "sum";
                                    of: {
                                        input: string;
                                        item: string;
                                    };
                                })[];
                            };
                        };
                        form: {
                            purpose: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                job: string;
                                /** Format: uuid */
                                case: string;
                                state: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/processing-jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A processing job: plan, sources, the results of both checks, progress; never a value */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProcessingJob"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Grants an organisation received or that rest on its data */
        get: {
            parameters: {
                query?: {
                    organization?: string;
                    /** @description Only those that this application has */
                    application?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Grant"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A grant with every change of its terms and what was taken under it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GrantDetail"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants/{id}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a grant was used: by day, item, purpose and matter; counts, never values */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GrantUsage"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalog-entries/{id}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who used an entry under which grant, how often and how much */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    to?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["EntryUsageLine"][];
                            next: string | null;
                            period: {
                                /** Format: date */
                                from: string;
                                /** Format: date */
                                to: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sharing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an agency has to answer of requests to share and to open, by due day, and the data it shares and opens */
        get: {
            parameters: {
                query?: {
                    organization?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            toAnswer: components["schemas"]["AskedFor"][];
                            provided: {
                                items: components["schemas"]["SharedEntry"][];
                                next: string | null;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/sharing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests to share and to open in a territory and below it: state, age, and whose turn it is */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                    open?: "true" | "false";
                    /** @description Only requests for data answered from this day on */
                    answeredFrom?: string;
                    /** @description Until this day; today when not said */
                    answeredTo?: string;
                    /** @description Of those answered: after the due day, or in time */
                    late?: "true" | "false";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["AskedFor"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensitive-operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the people and applications of an organisation took on a day: who, which dataset, how much, for what; unusual ones flagged */
        get: {
            parameters: {
                query: {
                    organization?: string;
                    day: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["SensitiveOperation"][];
                            review: components["schemas"]["OperationReview"] | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensitive-operations/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Days whose list nobody has looked at yet, oldest first */
        get: {
            parameters: {
                query?: {
                    organization?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: date */
                                day: string;
                                operations: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensitive-operations/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The security officer has looked at the list of a day; `operations` is how many were on it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        organization?: string;
                        /** Format: date */
                        day: string;
                        operations: number;
                        conclusion: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["OperationReview"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operation-approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Second approvals that an organisation asked for, gave and used, newest first */
        get: {
            parameters: {
                query?: {
                    organization?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["OperationApproval"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Ask for the second approval of a run that takes more rows than one person takes alone */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        operation: "archive.package" | "data.export";
                        dataset: string;
                        /**
                         * @description Empty: all of them
                         * @default []
                         */
                        items?: string[];
                        rows: number;
                        purpose: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operation-approvals/{id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve it, as another person of the same organisation; it serves once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                /** Format: date */
                                validUntil: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gw/v1/datasets/{code}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask of data that is not shared whether what is claimed of a row is so: match, mismatch or notFound */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        purpose: string;
                        matter: string;
                        item: string;
                        pairs: {
                            key: string;
                            values: {
                                [key: string]: string;
                            };
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description In the order of the pairs */
                            results: {
                                [key: string]: "match" | "mismatch" | "notFound";
                            }[];
                            /** Format: uuid */
                            receipt: string;
                            grounds: components["schemas"]["Ground"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verification-permits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Permits to verify that an organisation received or that rest on its data */
        get: {
            parameters: {
                query?: {
                    organization?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["VerificationPermit"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gw/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Public keys under which the gateway signs or has signed answers (RFC 9421), with their periods, as a JWK set */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            keys: {
                                /** @enum {string} */
                                kty: "EC" | "OKP";
                                /** @enum {string} */
                                crv: "SM2" | "Ed25519";
                                x: string;
                                y?: string;
                                /** @description Name of the key in signatures: its thumbprint (RFC 7638, SHA-256) */
                                kid: string;
                                /** @enum {string} */
                                alg: "SM2" | "EdDSA";
                                /** @enum {string} */
                                use: "sig";
                                generation: number;
                                /** @description Null: since the platform was founded */
                                signsFrom: string | null;
                                /** @description Null: it signs now */
                                signsUntil: string | null;
                                /** @description What it signed from then on proves nothing */
                                revokedFrom: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/answers/renewal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign answers of the gateway under new keys from the next call on; the old ones stay published */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                generation: number;
                                /** @description Null: since the platform was founded */
                                signsFrom: string | null;
                                /** @description Null: it signs now */
                                signsUntil: string | null;
                                /** @description What it signed from then on proves nothing */
                                revokedFrom: string | null;
                                keyids: string[];
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/answers/{generation}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that what keys of the gateway signed from an instant on is not to be believed; they sign no more */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    generation: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description Now, when left out
                         */
                        from?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                generation: number;
                                /** @description Null: since the platform was founded */
                                signsFrom: string | null;
                                /** @description Null: it signs now */
                                signsUntil: string | null;
                                /** @description What it signed from then on proves nothing */
                                revokedFrom: string | null;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gw/v1/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchange a signed assertion of an application for a short bearer (RFC 7523) */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        grant_type: "client_credentials";
                        /** @enum {string} */
                        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
                        client_assertion: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            access_token: string;
                            /** @enum {string} */
                            token_type: "Bearer";
                            expires_in: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gw/v1/datasets/{code}/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look rows up by an identifier, one or many, for a purpose and a matter */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        purpose: string;
                        matter: string;
                        fields?: string[];
                        item: string;
                        values: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rows: {
                                [key: string]: unknown;
                            }[];
                            /**
                             * @description The grant reaches only some rows; the others are as if they were not there
                             * @enum {boolean}
                             */
                            filtered?: true;
                            /** @description Items shown masked, by their grade or by the grant; absent when every value is as it is stored */
                            masked?: string[];
                            /** Format: uuid */
                            receipt: string;
                            grounds: components["schemas"]["Ground"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gw/v1/datasets/{code}/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rows by conditions on items stored in clear, in an order, by pages */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        purpose: string;
                        matter: string;
                        fields?: string[];
                        /** @default [] */
                        where?: ({
                            item: string;
                            /** @enum {string} */
                            test: "oneOf";
                            values: string[];
                        } | {
                            item: string;
                            /** @enum {string} */
                            test: "between";
                            /** @default null */
                            from?: string | null;
                            /** @default null */
                            to?: string | null;
                        } | {
                            item: string;
                            /** @enum {string} */
                            test: "within";
                            values: string[];
                        } | {
                            item: string;
                            /** @enum {string} */
                            test: "absent";
                        })[];
                        order?: {
                            item: string;
                            /** @default false */
                            descending?: boolean;
                        };
                        /** @default 100 */
                        limit?: number;
                        cursor?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rows: {
                                [key: string]: unknown;
                            }[];
                            /** @description Cursor of the next page; null on the last */
                            next: string | null;
                            /**
                             * @description The grant reaches only some rows; the others are as if they were not there
                             * @enum {boolean}
                             */
                            filtered?: true;
                            /** @description Items shown masked, by their grade or by the grant; absent when every value is as it is stored */
                            masked?: string[];
                            /** Format: uuid */
                            receipt: string;
                            grounds: components["schemas"]["Ground"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gw/v1/datasets/{code}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What was received and what was taken away since the last reading; without a cursor, every current row */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        purpose: string;
                        matter: string;
                        fields?: string[];
                        /** @default 100 */
                        limit?: number;
                        cursor?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            changes: ({
                                /** @enum {string} */
                                change: "received";
                                row: string;
                                values: {
                                    [key: string]: unknown;
                                };
                            } | {
                                /** @enum {string} */
                                change: "removed";
                                row: string;
                            })[];
                            /** @description Where the next reading begins */
                            cursor: string | null;
                            /** @description Whether there is more at once */
                            more: boolean;
                            /**
                             * @description The grant reaches only some rows; the others are as if they were not there
                             * @enum {boolean}
                             */
                            filtered?: true;
                            /** @description Items shown masked, by their grade or by the grant; absent when every value is as it is stored */
                            masked?: string[];
                            /** Format: uuid */
                            receipt: string;
                            grounds: components["schemas"]["Ground"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gw/v1/datasets/{code}/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a file of the granted rows, for a purpose and a matter; it is written in the background */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        purpose: string;
                        matter: string;
                        /**
                         * Format: uuid
                         * @description Second approval, where the volume needs one
                         */
                        approval?: string;
                        /** @enum {string} */
                        format: "csv" | "jsonl" | "xlsx" | "parquet";
                        fields?: string[];
                        /**
                         * @description Conditions on granted items that are stored in clear; all of them hold
                         * @default []
                         */
                        where?: ({
                            item: string;
                            /** @enum {string} */
                            test: "oneOf";
                            values: string[];
                        } | {
                            item: string;
                            /** @enum {string} */
                            test: "between";
                            /** @default null */
                            from?: string | null;
                            /** @default null */
                            to?: string | null;
                        } | {
                            item: string;
                            /** @enum {string} */
                            test: "within";
                            values: string[];
                        } | {
                            item: string;
                            /** @enum {string} */
                            test: "absent";
                        })[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gw/v1/datasets/{code}/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an export is, and until when its file is there */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Export"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Discard an export before its time; its file is gone at once */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gw/v1/datasets/{code}/exports/{id}/manifest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the file of an export is, signed by the keys of the evidence log */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Canonical JSON; its bytes are what the note is of */
                            manifest: string;
                            /** @description C2SP signed note: heading, SM3 and SHA-256 of the manifest */
                            note: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gw/v1/datasets/{code}/exports/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file of an export, or the part of it that Range names; decided by the grant as it stands now */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The whole file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": unknown;
                    };
                };
                /** @description The part asked for */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": unknown;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Exports that applications of an organisation asked for or that hold its data, newest first */
        get: {
            parameters: {
                query?: {
                    organization?: string;
                    /** @description Both when not said */
                    side?: "received" | "provided";
                    /** @description All of this grant, for whoever may read its use; organization and side are not looked at */
                    grant?: string;
                    dataset?: string;
                    state?: "waiting" | "writing" | "ready" | "failed" | "expired" | "discarded";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ExportRecord"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Exports of data of a territory and below it, newest first */
        get: {
            parameters: {
                query?: {
                    territory?: string;
                    dataset?: string;
                    state?: "waiting" | "writing" | "ready" | "failed" | "expired" | "discarded";
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ExportRecord"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An export: who asked for it under which grant and what for, how far it is, and when its file goes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ExportRecord"];
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Discard an export of the own organisation before its time; its file is gone at once */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Compare a leaked file (CSV, JSON Lines, XLSX, Parquet) with all exports; recorded, and nothing of it is kept */
        post: {
            parameters: {
                query?: {
                    dataset?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["Trace"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/log/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Newest signed checkpoint (C2SP signed note) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/log/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Verifier keys of the checkpoints, one a line */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/log/tile/{*}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A tile of the tree (C2SP tlog-tiles) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    "*": string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/log/entries/{id}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Inclusion proof of an entry */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            entry: string;
                            leafIndex: number;
                            leafHash: string;
                            treeSize: number;
                            path: string[];
                            checkpoint: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a record says; for the organisation that acted and for the audit administrator */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            entry: string;
                            body: string;
                            organization: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/{id}/signature": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was signed by the call that a record is of, with signature and key; from when its bearer is over */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            keyid: string;
                            /** @enum {string} */
                            algorithm: "EdDSA" | "ES256" | "SM2";
                            publicKey: {
                                [key: string]: string;
                            };
                            /** @description Of SM2; null is that of the standard */
                            userId: string | null;
                            /** @description Signature base; its SHA-256 stands in the record */
                            base: string;
                            /** @description Base64 */
                            signature: string;
                            receivedAt: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/leaves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bodies of the log in leaf order, for verification; recorded */
        get: {
            parameters: {
                query?: {
                    from?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                bodies: string[];
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Compare all evidence with the log and name what was altered, is missing or was added */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                ok: boolean;
                                size: number;
                                root: string;
                                pending: number;
                                checkpoints: number;
                                /** @description Rows of evidence compared with their commitments */
                                rows: number;
                                notCovered: number;
                                findings: number;
                                /** @description What is gone since it was removed after its term, by the entry of the log that says so */
                                removed: {
                                    /** Format: uuid */
                                    entry: string;
                                    /** @description Of that entry in the log; null while it waits */
                                    number: number | null;
                                    clauses: string[];
                                    day: string;
                                    accesses: number;
                                    signatures: number;
                                }[];
                                /** @description The first thousand, by where they stand; never a value */
                                named: {
                                    table: string;
                                    key: string;
                                    /** @enum {string} */
                                    found: "altered" | "missing" | "added" | "unplaced";
                                }[];
                                /** Format: uuid */
                                receipt: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search the evidence by what it is about, who acted, what was decided and when, newest first; recorded */
        get: {
            parameters: {
                query?: {
                    kind?: "act" | "refusal" | "access" | "key" | "session" | "system";
                    decision?: "permit" | "refusal";
                    action?: string;
                    /** @description On which it was decided; of accesses only together with what narrows them */
                    clause?: string;
                    /** @description That acted */
                    organization?: string;
                    /** @description What it did and what was done to it */
                    account?: string;
                    application?: string;
                    case?: string;
                    grant?: string;
                    dataset?: string;
                    /** @description Code of a catalogue entry */
                    entry?: string;
                    from?: string;
                    /** @description Before this instant */
                    until?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                items: components["schemas"]["FoundEvidence"][];
                                next: string | null;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/entries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole of an entry: act, decision with its clauses, who acted, place in the log and its proof; recorded */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                entry: string;
                                /** @description Canonical JSON; its bytes are the leaf of the log */
                                body: string;
                                organization: string | null;
                                /** @description Place in the log; null while it waits for one */
                                leafIndex: number | null;
                                /** @description Name of the account or application */
                                actor: string | null;
                                organizationName: string | null;
                                dataset: {
                                    code: string;
                                    name: string;
                                } | null;
                                clauses: {
                                    id: string;
                                    pack: string;
                                    text: string;
                                }[];
                                proof: {
                                    leafIndex: number;
                                    leafHash: string;
                                    treeSize: number;
                                    path: string[];
                                    checkpoint: string;
                                };
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/person-searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who asked about somebody, newest first; the reading is recorded with its reason, the value is not */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description In every dataset; without it dataset and item name the identifier
                         * @enum {string}
                         */
                        identifier?: "residentId" | "creditCode";
                        dataset?: string;
                        item?: string;
                        value: string;
                        reason: string;
                        /** @description Number under which it is filed */
                        matter: string;
                        /**
                         * @description Also accesses that read rows of these datasets otherwise than by key
                         * @default false
                         */
                        unkeyed?: boolean;
                        /** Format: uuid */
                        organization?: string;
                        /** Format: uuid */
                        application?: string;
                        action?: string;
                        /** Format: date-time */
                        from?: string;
                        /** Format: date-time */
                        until?: string;
                        /** @default 50 */
                        limit?: number;
                        cursor?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                items: {
                                    /** Format: uuid */
                                    entry: string;
                                    /** @description Canonical JSON; its bytes are the leaf of the log */
                                    body: string;
                                    organization: string | null;
                                    /** @description Place in the log; null while it waits for one */
                                    leafIndex: number | null;
                                    /**
                                     * @description key: it asked for this very person; unkeyed: it read rows of the dataset, whoever they are of
                                     * @enum {string}
                                     */
                                    by: "key" | "unkeyed";
                                }[];
                                next: string | null;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/bundles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bundles of evidence that were asked for, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["EvidenceBundle"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Ask for entries as one file that an inspector verifies offline; the security administrator agrees */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        entries?: string[];
                        /** @description All that it finds, as they are now */
                        search?: {
                            /** @enum {string} */
                            kind?: "act" | "refusal" | "access" | "key" | "session" | "system";
                            /** @enum {string} */
                            decision?: "permit" | "refusal";
                            action?: string;
                            /** @description On which it was decided; of accesses only together with what narrows them */
                            clause?: string;
                            /**
                             * Format: uuid
                             * @description That acted
                             */
                            organization?: string;
                            /**
                             * Format: uuid
                             * @description What it did and what was done to it
                             */
                            account?: string;
                            /** Format: uuid */
                            application?: string;
                            /** Format: uuid */
                            case?: string;
                            /** Format: uuid */
                            grant?: string;
                            dataset?: string;
                            /** @description Code of a catalogue entry */
                            entry?: string;
                            /** Format: date-time */
                            from?: string;
                            /**
                             * Format: date-time
                             * @description Before this instant
                             */
                            until?: string;
                        };
                        /**
                         * @description With the rows of evidence that the entries commit to, as far as they still stand
                         * @default false
                         */
                        opensRows?: boolean;
                        /** @description Who receives it */
                        recipient: string;
                        reason: string;
                        /** @description Number under which it is filed */
                        matter: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["EvidenceBundle"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/bundles/{id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree to a bundle of evidence that the audit administrator asked for */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: components["schemas"]["EvidenceBundle"];
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/bundles/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bundle as JSON Lines: signed manifest, entries, proofs; made anew each time, recorded */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description JSON Lines */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/jsonl": unknown;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/jsonl": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/jsonl": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/log/witnesses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Supervisors that countersign checkpoints, with their keys */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["LogWitness"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/log/checkpoint/cosigned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Newest checkpoint that a witness countersigned, with the countersignatures */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/log/cosignatures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand in a checkpoint countersigned by a registered witness (C2SP cosignature/v1); its key says whose it is */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        note: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                size: number;
                                witnesses: string[];
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log/witnesses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register the key of a supervisor that countersigns checkpoints */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        organization: string;
                        key: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log/witnesses/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take no more countersignatures of a key; those that were given stand */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/law/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Holiday notices in force, by year; a year that is not listed has none and its days are provisional */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["HolidayNotice"][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Enter the holiday notice of a year, as in packs/calendar; open cases are counted again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        year: number;
                        papers: string[];
                        days: {
                            name: string;
                            /** Format: date */
                            date: string;
                            isOffDay: boolean;
                        }[];
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                year: number;
                                replaced: boolean;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an organisation was told about its deadlines, unread first */
        get: {
            parameters: {
                query?: {
                    organization?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Notification"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark a notification as read; the duty it is about stays */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            result: {
                                /** Format: uuid */
                                id: string;
                                readAt: string;
                            };
                            act: components["schemas"]["ActReceipt"];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/happenings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What others did or were refused in the cases of an organisation, and batches of data that it provides or was granted, of the last 30 days, newest first */
        get: {
            parameters: {
                query?: {
                    organization?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Happening"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/clocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deadlines of open cases in a territory and below it that are late, or soon due */
        get: {
            parameters: {
                query?: {
                    phase?: "overdue" | "warning";
                    territory?: string;
                    /** @description Only what this organisation owes */
                    owner?: string;
                    period?: string;
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["SupervisedClock"][];
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A clause on which a decision stands */
        GroundInput: {
            clause: string;
            pack: string;
            source: string;
            /** @enum {string} */
            standing: "law" | "draft" | "policy";
            text: string;
            rule: string;
        };
        /** @description RFC 9457 problem document with the clauses that decided and what would make the act lawful */
        ProblemInput: {
            type: string;
            title: string;
            status: number;
            code: string;
            detail: string;
            grounds: components["schemas"]["GroundInput"][];
            needed: {
                clause: string;
                text: string;
            }[];
            fields?: {
                field: string;
                label?: string;
                /** @description Number of the row, from 1 */
                row?: number;
                fault: string;
            }[];
            /** @description Published data that offers what was to be collected again */
            matches?: {
                field: string;
                row: number;
                wanted: string;
                entry: {
                    id: string;
                    code: string;
                    name: string;
                };
                agency: string;
                item: string;
                /** @enum {string} */
                because: "sameName" | "synonym" | "codeList";
                score: number;
                offer: string;
            }[];
            receipt?: string;
        };
        CatalogChangeInput: {
            field: string;
            label: string;
            /** @enum {string} */
            kind: "added" | "removed" | "changed";
            old?: unknown;
            new?: unknown;
            oldText: string | null;
            newText: string | null;
        };
        CatalogDifferenceInput: {
            name: components["schemas"]["CatalogChangeInput"] | null;
            fields: components["schemas"]["CatalogChangeInput"][];
            items: {
                code: string;
                name: string;
                /** @enum {string} */
                kind: "added" | "removed" | "changed";
                changes: components["schemas"]["CatalogChangeInput"][];
            }[];
            /** @description Codes of the items in their new order, where it changed */
            order: string[] | null;
        };
        PreparationInput: {
            /** Format: uuid */
            case: string;
            version: number;
            steps: {
                step: string;
                /** @enum {string} */
                outcome: "done" | "notApplicable";
                method: string | null;
                doneOn: string | null;
                doneBy: string | null;
                reason: string | null;
            }[];
            /** @description What the platform itself knew of the version when the record was entered */
            known: {
                qualityRun: {
                    at: string;
                    score: number | null;
                    brokenRows: number;
                } | null;
                /** @description Items that are shown in part */
                masked: string[];
                /** @description Items that are stored encrypted */
                sealed: string[];
                /** @enum {string} */
                secrecy: "unreviewed" | "cleared" | "restricted";
            };
            organization: string;
            at: string;
        };
        CatalogImportOutcomeInput: {
            /** @enum {string} */
            mode: "all" | "valid";
            created: number;
            changed: number;
            unchanged: number;
            skipped: {
                code: string;
                /** @enum {string} */
                because: "refused" | "changedSince";
            }[];
            /** @description It had been applied before; nothing was done */
            repeated: boolean;
        };
        CatalogImportFaultInput: {
            /** @enum {string} */
            severity: "error" | "warning";
            sheet: string;
            /** @description Row of the sheet, or line of the file */
            line: number;
            column: string;
            fault: string;
            text: string;
            options?: string[];
            cites: string[];
            needed?: string;
        };
        CatalogImportRowInput: {
            line: number;
            code: string;
            name: string;
            /** @enum {string} */
            kind: "new" | "changed" | "unchanged" | "refused";
            entry: string | null;
            differences: components["schemas"]["CatalogDifferenceInput"] | null;
            faults: components["schemas"]["CatalogImportFaultInput"][];
        };
        /** @description A row, by where it stands or by an identifier */
        RowTargetInput: {
            batch: number;
            line: number;
        } | {
            item: string;
            value: string;
        };
        ClockInput: {
            period: string;
            /** Format: uuid */
            owner: string;
            /** @enum {string} */
            basis: "law" | "draft" | "policy";
            cites: string[];
            reading: string | null;
            /** @enum {string} */
            state: "running" | "suspended" | "finished";
            /** @description In time until 24:00 of this day, Asia/Shanghai */
            due: string | null;
            /** @description Clocks in hours alone: the last instant in time */
            dueAt: string | null;
            /** @description Working days left; full hours for a clock in hours */
            left: number | null;
            /** @description Working days, or full hours, past the due day; null unless it is late */
            overdueBy: number | null;
            phase: ("onTime" | "warning" | "overdue") | null;
            /** @description A holiday notice that is not known yet may still move it */
            provisional: boolean;
            text: string;
        };
        WatchAlertRiskInput: {
            /** Format: uuid */
            case: string;
            /** @description Whether the risk stands: its case is not closed */
            open: boolean;
            /** @description Who answers for it */
            organization: {
                /** Format: uuid */
                id: string;
                name: string;
            };
        };
        PeriodInput: {
            name: string;
            unit: string;
            length: number;
            entered: boolean;
            basis: string;
            cites: string[];
            reading: string | null;
        };
        /** @description A number and the path of the list of its records; null where they stand in the log, or the reader may not open them */
        CockpitFigureInput: {
            count: number;
            records: string | null;
        };
        /** @description In the window, in the one before, and in equal parts of the window; null where there was nothing to count */
        TrendInput: {
            now: number | null;
            before: number | null;
            points: {
                /** Format: date */
                from: string;
                /** Format: date */
                to: string;
                value: number | null;
            }[];
        };
        /** @description A number and the path of the list of its records */
        FigureInput: {
            count: number;
            records: string;
        };
        /** @description A clause on which a decision stands */
        Ground: {
            clause: string;
            pack: string;
            source: string;
            /** @enum {string} */
            standing: "law" | "draft" | "policy";
            text: string;
            rule: string;
        };
        ActReceipt: {
            /** @description Entry of the evidence log */
            receipt: string;
            at: string;
            grounds: components["schemas"]["Ground"][];
        };
        /** @description RFC 9457 problem document with the clauses that decided and what would make the act lawful */
        Problem: {
            type: string;
            title: string;
            status: number;
            code: string;
            detail: string;
            grounds: components["schemas"]["Ground"][];
            needed: {
                clause: string;
                text: string;
            }[];
            fields?: {
                field: string;
                label?: string;
                /** @description Number of the row, from 1 */
                row?: number;
                fault: string;
            }[];
            /** @description Published data that offers what was to be collected again */
            matches?: {
                field: string;
                row: number;
                wanted: string;
                entry: {
                    id: string;
                    code: string;
                    name: string;
                };
                agency: string;
                item: string;
                /** @enum {string} */
                because: "sameName" | "synonym" | "codeList";
                score: number;
                offer: string;
            }[];
            receipt?: string;
        };
        Organization: {
            /** Format: uuid */
            id: string;
            code: string;
            name: string;
            territory: string;
            kinds: string[];
        };
        Account: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organization: string;
            login: string;
            name: string;
            roles: string[];
            /** @enum {string} */
            status: "active" | "closed";
            /**
             * @description Whether a one-time-code device is confirmed
             * @enum {string}
             */
            secondFactor: "confirmed" | "none";
        };
        ApplicationKey: {
            /** Format: uuid */
            id: string;
            /** @description Name of the key in signatures: its thumbprint (RFC 7638, SHA-256) */
            keyId: string;
            /** @enum {string} */
            algorithm: "EdDSA" | "ES256" | "SM2";
            createdAt: string;
            revokedAt: string | null;
        };
        AccountNotice: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "passwordChanged" | "factorConfirmed" | "factorRemoved" | "factorReset" | "rolesChanged";
            at: string;
            readAt: string | null;
        };
        Batch: {
            /** Format: uuid */
            id: string;
            number: number;
            fileName: string;
            /** @enum {string} */
            mode: "append" | "upsert" | "snapshot" | "correction" | "deletion";
            format: string;
            key: string[];
            received: number;
            stored: number;
            quarantined: number;
            added: number;
            changed: number;
            removed: number;
            unchanged: number;
            /** @description Rows of earlier batches that it replaced or removed */
            superseded: number;
            sender: {
                /** @enum {string} */
                type: "Account" | "Application";
                /** Format: uuid */
                id: string;
            } | null;
            /** @description Batch whose quarantined rows it brought corrected */
            corrects: number | null;
            contentHash: string;
            at: string;
            repeated: boolean;
        };
        AggregationJob: {
            /** Format: uuid */
            id: string;
            dataset: string;
            /** @enum {string} */
            state: "uploading" | "received" | "checking" | "storing" | "stored" | "refused" | "failed" | "cancelled";
            /** @enum {string} */
            mode: "append" | "upsert" | "snapshot";
            /** @description As it was said; null when it is to be found from the content */
            format: string | null;
            fileName: string;
            sender: {
                /** @enum {string} */
                type: "Account" | "Application";
                /** Format: uuid */
                id: string;
            };
            bytes: {
                declared: number;
                received: number;
                read: number;
            };
            rows: {
                seen: number;
                good: number;
                quarantined: number;
            };
            rowsPerSecond: number | null;
            secondsRemaining: number | null;
            contentHash: string | null;
            batch: number | null;
            problem: components["schemas"]["Problem"] | null;
            attempts: number;
            /** @description Grows with every change; the id of its server-sent event */
            version: number;
            createdAt: string;
            startedAt: string | null;
            updatedAt: string;
            finishedAt: string | null;
        };
        FoundEntry: {
            /** Format: uuid */
            id: string;
            code: string;
            name: string;
            territory: string;
            provider: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @enum {string} */
            state: "draft" | "submitted" | "amending" | "approved" | "published" | "withdrawn";
            version: number;
            shareAttribute: string | null;
            publishedAt: string | null;
            openAttribute: string | null;
            grade: number | null;
            category: string | null;
            /**
             * @description Whether data is as new as its update cycle promises; a working rule of the platform
             * @enum {string}
             */
            freshness: "current" | "late" | "never" | "irregular";
            updateCycle: string | null;
            /** @description Names of items in which a word was found, the first five */
            matchedItems: string[];
        };
        /** @description Each facet is counted without its own filter, only over what the viewer may see */
        CatalogFacets: {
            provider: {
                value: string;
                label: string;
                count: number;
            }[];
            category: {
                value: string;
                label: string;
                count: number;
            }[];
            level: {
                value: string;
                label: string;
                count: number;
            }[];
            shareAttribute: {
                value: string;
                label: string;
                count: number;
            }[];
            openAttribute: {
                value: string;
                label: string;
                count: number;
            }[];
            grade: {
                value: string;
                label: string;
                count: number;
            }[];
            freshness: {
                value: string;
                label: string;
                count: number;
            }[];
            state: {
                value: string;
                label: string;
                count: number;
            }[];
        };
        CatalogChange: {
            field: string;
            label: string;
            /** @enum {string} */
            kind: "added" | "removed" | "changed";
            old?: unknown;
            new?: unknown;
            oldText: string | null;
            newText: string | null;
        };
        CatalogDifference: {
            name: components["schemas"]["CatalogChange"] | null;
            fields: components["schemas"]["CatalogChange"][];
            items: {
                code: string;
                name: string;
                /** @enum {string} */
                kind: "added" | "removed" | "changed";
                changes: components["schemas"]["CatalogChange"][];
            }[];
            /** @description Codes of the items in their new order, where it changed */
            order: string[] | null;
        };
        Preparation: {
            /** Format: uuid */
            case: string;
            version: number;
            steps: {
                step: string;
                /** @enum {string} */
                outcome: "done" | "notApplicable";
                method: string | null;
                doneOn: string | null;
                doneBy: string | null;
                reason: string | null;
            }[];
            /** @description What the platform itself knew of the version when the record was entered */
            known: {
                qualityRun: {
                    at: string;
                    score: number | null;
                    brokenRows: number;
                } | null;
                /** @description Items that are shown in part */
                masked: string[];
                /** @description Items that are stored encrypted */
                sealed: string[];
                /** @enum {string} */
                secrecy: "unreviewed" | "cleared" | "restricted";
            };
            organization: string;
            at: string;
        };
        Entry: {
            /** Format: uuid */
            id: string;
            code: string;
            name: string;
            territory: string;
            provider: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @enum {string} */
            state: "draft" | "submitted" | "amending" | "approved" | "published" | "withdrawn";
            version: number;
            shareAttribute: string | null;
            publishedAt: string | null;
            fields: {
                [key: string]: unknown;
            };
            items: {
                code: string;
                name: string;
                /** @enum {string} */
                type: "text" | "integer" | "decimal" | "date" | "boolean";
                maxLength: number | null;
                nullable: boolean;
                identifier: ("residentId" | "creditCode" | "other") | null;
                sealed: boolean;
                /** @enum {string} */
                mask: "none" | "resident-id" | "credit-code" | "phone" | "name" | "address" | "date";
                grade: number;
                codeList: string | null;
                meaning: string | null;
                category: ("residentId" | "passport" | "travelPermit" | "otherDocument" | "creditCode" | "organizationCode" | "licence" | "mobileNumber" | "landlineNumber" | "bankCard" | "plateNumber" | "personName" | "address" | "email" | "ipAddress" | "macAddress" | "birthDate" | "coordinates" | "medical" | "biometric" | "religion" | "minor") | null;
            }[];
            dataset: {
                code: string;
                rows: number;
            } | null;
            /** @description Day by which it is to be updated next */
            updateDue: string | null;
            publishedVersion: number | null;
            /**
             * @description Of the published version
             * @enum {string}
             */
            secrecy: "unreviewed" | "cleared" | "restricted";
            secrecyReviews: {
                /** Format: uuid */
                case: string;
                version: number;
                /** @enum {string} */
                conclusion: "cleared" | "restricted";
                organization: string;
                reviewer: string;
                at: string;
            }[];
            /** @description A processing record of the published version was entered */
            prepared: boolean;
            preparations: components["schemas"]["Preparation"][];
            successor: {
                /** Format: uuid */
                id: string;
                code: string;
                name: string;
            } | null;
            /** @description What is under way; for the provider and the authorities */
            revision: {
                name: string;
                fields: {
                    [key: string]: unknown;
                };
                /** @enum {string} */
                state: "amending" | "submitted" | "approved";
                base: number;
                /** Format: uuid */
                case: string;
                begunAt: string;
                items: {
                    code: string;
                    name: string;
                    /** @enum {string} */
                    type: "text" | "integer" | "decimal" | "date" | "boolean";
                    maxLength: number | null;
                    nullable: boolean;
                    identifier: ("residentId" | "creditCode" | "other") | null;
                    sealed: boolean;
                    /** @enum {string} */
                    mask: "none" | "resident-id" | "credit-code" | "phone" | "name" | "address" | "date";
                    grade: number;
                    codeList: string | null;
                    meaning: string | null;
                    category: ("residentId" | "passport" | "travelPermit" | "otherDocument" | "creditCode" | "organizationCode" | "licence" | "mobileNumber" | "landlineNumber" | "bankCard" | "plateNumber" | "personName" | "address" | "email" | "ipAddress" | "macAddress" | "birthDate" | "coordinates" | "medical" | "biometric" | "religion" | "minor") | null;
                }[];
                difference: components["schemas"]["CatalogDifference"];
            } | null;
        };
        CatalogVersionSummary: {
            number: number;
            name: string;
            /** @enum {string} */
            origin: "review" | "decision";
            case: string | null;
            publishedAt: string;
        };
        CatalogVersion: {
            number: number;
            name: string;
            /** @enum {string} */
            origin: "review" | "decision";
            case: string | null;
            publishedAt: string;
            fields: {
                [key: string]: unknown;
            };
            items: {
                code: string;
                name: string;
                /** @enum {string} */
                type: "text" | "integer" | "decimal" | "date" | "boolean";
                maxLength: number | null;
                nullable: boolean;
                identifier: ("residentId" | "creditCode" | "other") | null;
                /** @enum {string} */
                mask: "none" | "resident-id" | "credit-code" | "phone" | "name" | "address" | "date";
                grade: number;
                codeList: string | null;
                meaning: string | null;
                category: ("residentId" | "passport" | "travelPermit" | "otherDocument" | "creditCode" | "organizationCode" | "licence" | "mobileNumber" | "landlineNumber" | "bankCard" | "plateNumber" | "personName" | "address" | "email" | "ipAddress" | "macAddress" | "birthDate" | "coordinates" | "medical" | "biometric" | "religion" | "minor") | null;
            }[];
        };
        CatalogImportOutcome: {
            /** @enum {string} */
            mode: "all" | "valid";
            created: number;
            changed: number;
            unchanged: number;
            skipped: {
                code: string;
                /** @enum {string} */
                because: "refused" | "changedSince";
            }[];
            /** @description It had been applied before; nothing was done */
            repeated: boolean;
        };
        CatalogImport: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organization: string;
            territory: string;
            fileName: string;
            /** @enum {string} */
            state: "reading" | "ready" | "departing" | "failed" | "applied" | "discarded";
            progress: {
                done: number;
                total: number;
            };
            createdAt: string;
            appliedAt: string | null;
            outcome: components["schemas"]["CatalogImportOutcome"] | null;
        };
        CatalogImportFault: {
            /** @enum {string} */
            severity: "error" | "warning";
            sheet: string;
            /** @description Row of the sheet, or line of the file */
            line: number;
            column: string;
            fault: string;
            text: string;
            options?: string[];
            cites: string[];
            needed?: string;
        };
        CatalogImportRow: {
            line: number;
            code: string;
            name: string;
            /** @enum {string} */
            kind: "new" | "changed" | "unchanged" | "refused";
            entry: string | null;
            differences: components["schemas"]["CatalogDifference"] | null;
            faults: components["schemas"]["CatalogImportFault"][];
        };
        CatalogImportDetail: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organization: string;
            territory: string;
            fileName: string;
            /** @enum {string} */
            state: "reading" | "ready" | "departing" | "failed" | "applied" | "discarded";
            progress: {
                done: number;
                total: number;
            };
            createdAt: string;
            appliedAt: string | null;
            outcome: components["schemas"]["CatalogImportOutcome"] | null;
            counts: {
                new: number;
                changed: number;
                unchanged: number;
                refused: number;
            };
            /** @description Columns that differ from the template; such a file is not imported */
            departures: {
                sheet: string;
                column: string;
                /** @enum {string} */
                departure: "missing" | "unknown";
                cites: string[];
            }[];
            notes: {
                note: string;
                sheet?: string;
            }[];
            fault: {
                code: string;
                text: string;
            } | null;
            rows: {
                items: components["schemas"]["CatalogImportRow"][];
                next: string | null;
            };
        };
        CatalogOutline: {
            /** @description Rows that were looked at */
            rows: number;
            sheet: string;
            items: {
                item: {
                    code: string;
                    name: string;
                    /** @enum {string} */
                    type: "text" | "integer" | "decimal" | "date" | "boolean";
                    /** @default null */
                    maxLength: number | null;
                    /** @default true */
                    nullable: boolean;
                    /** @default null */
                    identifier: ("residentId" | "creditCode" | "other") | null;
                    /**
                     * @default none
                     * @enum {string}
                     */
                    mask: "none" | "resident-id" | "credit-code" | "phone" | "name" | "address" | "date";
                    grade: number;
                    /** @default null */
                    meaning: string | null;
                    /** @default null */
                    codeList: string | null;
                    /** @default null */
                    category: ("residentId" | "passport" | "travelPermit" | "otherDocument" | "creditCode" | "organizationCode" | "licence" | "mobileNumber" | "landlineNumber" | "bankCard" | "plateNumber" | "personName" | "address" | "email" | "ipAddress" | "macAddress" | "birthDate" | "coordinates" | "medical" | "biometric" | "religion" | "minor") | null;
                };
                header: string;
                filled: number;
                /** @description Null where there are too many to count */
                distinct: number | null;
                /** @description Few values that repeat: probably the codes of a list */
                codeLike: boolean;
            }[];
        };
        Correction: {
            /** Format: uuid */
            id: string;
            /** @description What the form of a case names it by: id and keyed digest */
            reference: string;
            /** @enum {string} */
            state: "prepared" | "applied" | "discarded";
            items: string[];
            lines: number;
            preparedBy: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            preparedAt: string;
            case: string | null;
            batch: number | null;
            consent: {
                /** @enum {string} */
                by: "provider" | "collectedPerson";
                organization: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                } | null;
            } | null;
        };
        ValueVersion: {
            batch: number;
            line: number;
            supersededByBatch: number | null;
            /** @enum {string} */
            mode: "append" | "upsert" | "snapshot" | "correction" | "deletion";
            at: string;
            file: string;
            case: string | null;
            consent: {
                /** @enum {string} */
                by: "provider" | "collectedPerson";
                organization: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                } | null;
            } | null;
            values: {
                [key: string]: string | number | boolean | null;
            };
        };
        FoundEvidence: {
            /** Format: uuid */
            entry: string;
            /** @description Canonical JSON; its bytes are the leaf of the log */
            body: string;
            organization: string | null;
            /** @description Place in the log; null while it waits for one */
            leafIndex: number | null;
        };
        EvidenceBundle: {
            /** Format: uuid */
            id: string;
            entries: number;
            opensRows: boolean;
            recipient: string;
            reason: string;
            matter: string;
            /** @enum {string} */
            state: "asked" | "approved" | "expired";
            /** Format: uuid */
            askedBy: string;
            /** Format: date-time */
            askedAt: string;
            approvedBy: string | null;
            approvedAt: string | null;
            /** @description The last day on which it is made */
            validUntil: string | null;
        };
        BackupRun: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "backup" | "drill";
            /** @enum {string} */
            state: "asked" | "approved" | "done" | "failed";
            /** @description Does not go on from an earlier backup */
            full: boolean;
            bySchedule: boolean;
            /** @description Account that asked for it; null by schedule */
            askedBy: string | null;
            /** Format: date-time */
            askedAt: string;
            approvedAt: string | null;
            endedAt: string | null;
            /** @description Name of the folder of the backup that was taken, or restored */
            backup: string | null;
            /** @description The earlier backup that it goes on from */
            base: string | null;
            rows: number | null;
            /** @description Bytes written, without what an earlier backup has */
            bytes: number | null;
            /** @description Entries of the evidence log that it covers */
            logSize: number | null;
            /** @description Code of what went wrong */
            fault: string | null;
            /** @description Entry of the evidence log */
            receipt: string | null;
        };
        RetentionTerm: {
            /** @enum {string} */
            kind: "useRecords" | "systemLogs";
            tables: string[];
            /** @description Kept at least so many days */
            days: number;
            /** @description Clauses that set the term */
            cites: string[];
            /** @description How the text was read, in Chinese */
            reading: string | null;
            /**
             * Format: date
             * @description What is of an earlier day is over its term
             */
            dueBefore: string;
        };
        RetentionHold: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            scope: "dataset" | "grant" | "organization" | "platform";
            /** @description What is held; null for everything */
            of: string | null;
            /** @description Code of a dataset, of a grant with whom it was given to, name of an organisation */
            name: string | null;
            reason: string;
            matter: string;
            placedBy: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            placedAt: string;
            liftedBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            liftedAt: string | null;
        };
        RetentionOrder: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "useRecords" | "systemLogs";
            /**
             * Format: date
             * @description What is of an earlier day is removed
             */
            before: string;
            /** @description The term, as it was when it was asked for */
            days: number;
            /** @enum {string} */
            state: "asked" | "agreed" | "ended";
            askedBy: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            askedAt: string;
            agreedBy: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            agreedAt: string | null;
            endedAt: string | null;
            /** @description Day up to which it was carried out */
            through: string | null;
        };
        RetentionDue: {
            /** @enum {string} */
            kind: "useRecords" | "systemLogs";
            /** Format: date */
            before: string;
            /** @description Oldest day of which something is there */
            oldest: string | null;
            records: {
                table: string;
                /** @description Rows of a day before; signatures of calls that broke off stay */
                n: number;
                /** @description Of these held; null where it shows only when they are removed */
                held: number | null;
                /** @description There are more, which were not counted */
                more: boolean;
            }[];
            /** @description What keeps some of it back; of more than a hundred the first */
            held: {
                /** @enum {string} */
                scope: "dataset" | "grant" | "organization" | "platform";
                id: string | null;
                name: string | null;
                /**
                 * @description Held by an act, or since a case about it is open
                 * @enum {string}
                 */
                by: "act" | "case";
            }[];
        };
        RetentionRemoval: {
            /**
             * Format: uuid
             * @description Entry of the log
             */
            entry: string;
            action: string;
            at: string;
            /** @enum {string} */
            outcome: "done" | "refused";
            /** @description Code of why a day was left, or the order ended early */
            reason: string | null;
            day: string | null;
            removed: {
                table: string;
                n: number;
            }[];
            /** @description Datasets, grants and organisations that were held of it */
            held: number;
            /** @description Records that are not as the log says; the day was left */
            faults: number;
        };
        Clock: {
            period: string;
            /** Format: uuid */
            owner: string;
            /** @enum {string} */
            basis: "law" | "draft" | "policy";
            cites: string[];
            reading: string | null;
            /** @enum {string} */
            state: "running" | "suspended" | "finished";
            /** @description In time until 24:00 of this day, Asia/Shanghai */
            due: string | null;
            /** @description Clocks in hours alone: the last instant in time */
            dueAt: string | null;
            /** @description Working days left; full hours for a clock in hours */
            left: number | null;
            /** @description Working days, or full hours, past the due day; null unless it is late */
            overdueBy: number | null;
            phase: ("onTime" | "warning" | "overdue") | null;
            /** @description A holiday notice that is not known yet may still move it */
            provisional: boolean;
            text: string;
        };
        CaseSummary: {
            /** Format: uuid */
            id: string;
            procedure: string;
            title: string;
            pack: string;
            draft: boolean;
            state: string;
            stateTitle: string;
            open: boolean;
            territory: string;
            subject: {
                type: string;
                id: string;
                name: string;
            };
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            openedAt: string;
            clocks: components["schemas"]["Clock"][];
        };
        Case: {
            /** Format: uuid */
            id: string;
            procedure: string;
            title: string;
            pack: string;
            draft: boolean;
            state: string;
            stateTitle: string;
            open: boolean;
            territory: string;
            subject: {
                type: string;
                id: string;
                name: string;
            };
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            openedAt: string;
            clocks: components["schemas"]["Clock"][];
            version: number;
            form: {
                [key: string]: unknown;
            };
            parties: {
                party: string;
                label: string;
                organization: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                };
            }[];
            actions: {
                action: string;
                by: string;
                role: string;
                form: string | null;
                cites: string[];
                open: boolean;
                closedBecause: string | null;
            }[];
            states: {
                name: string;
                title: string;
                final: boolean;
            }[];
            timeline: {
                receipt: string;
                at: string;
                action: string;
                outcome: string;
                actor: string;
                organization: string | null;
                grounds: string[];
                detail: {
                    [key: string]: unknown;
                };
            }[];
            entries: {
                act: string;
                at: string;
                organization: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                };
                form: {
                    [key: string]: unknown;
                };
            }[];
            /** @description The alert of the platform for which it was opened */
            cause: {
                /** Format: uuid */
                id: string;
                signal: string;
                openedAt: string;
            } | null;
            derivations: {
                period: string;
                lines: string[];
            }[];
        };
        CaseComment: {
            /** Format: uuid */
            id: string;
            organization: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @description Name of the person */
            author: string;
            at: string;
            withdrawn: {
                at: string;
                by: string;
            } | null;
            /** @description Whether whoever asks may withdraw it */
            withdrawable: boolean;
            /** @description Null when it was withdrawn */
            text: string | null;
        };
        CaseDocument: {
            /** Format: uuid */
            id: string;
            organization: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @description Name of the person */
            author: string;
            at: string;
            withdrawn: {
                at: string;
                by: string;
            } | null;
            /** @description Whether whoever asks may withdraw it */
            withdrawable: boolean;
            name: string;
            mediaType: string;
            bytes: number;
            /** @description SM3 of the content, hexadecimal */
            sm3: string;
            /** @description An image, which a page may show; everything else is only kept as a file */
            shown: boolean;
        };
        WatchAlertRisk: {
            /** Format: uuid */
            case: string;
            /** @description Whether the risk stands: its case is not closed */
            open: boolean;
            /** @description Who answers for it */
            organization: {
                /** Format: uuid */
                id: string;
                name: string;
            };
        };
        WatchAlert: {
            /** Format: uuid */
            id: string;
            /** @description What went over its limit: clocksOverdue, evidenceFaults, quarantineRows, quarantineRowsPerDay, unusualReads, keyAgeDays, backupAgeHours, drillAgeDays, sequencerLagSeconds, jobsFailedPerDay */
            signal: string;
            /** @description When it was opened */
            measured: number;
            /** @description The limit, as it was then */
            most: number;
            openedAt: string;
            /** @description Nobody had taken it on by then */
            escalatedAt: string | null;
            acknowledgedAt: string | null;
            acknowledgedBy: string | null;
            note: string | null;
            /** @description When it was within its limit again */
            closedAt: string | null;
            /** @description The case that it led to */
            risk: components["schemas"]["WatchAlertRisk"] | null;
        };
        WatchSignal: {
            /** @enum {string} */
            signal: "clocksOverdue" | "evidenceFaults" | "quarantineRows" | "quarantineRowsPerDay" | "unusualReads" | "keyAgeDays" | "backupAgeHours" | "drillAgeDays" | "sequencerLagSeconds" | "jobsFailedPerDay";
            /** @description Now; a count, or an age in the unit of the name */
            measured: number;
            most: number;
            /** @description Clauses that set the limit */
            cites: string[];
            /** @description What is to be done when it is over, in the language that was asked for */
            needed: string;
        };
        LogWitness: {
            /** Format: uuid */
            id: string;
            name: string;
            organization: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @description Verifier key: name+hex(key id)+base64(0x04 ‖ Ed25519 public key) */
            key: string;
            /** Format: date-time */
            registeredAt: string;
            /** @description Size of the largest tree that it countersigned */
            size: number | null;
            signedAt: string | null;
        };
        HolidayNotice: {
            year: number;
            papers: string[];
            /** @enum {string} */
            origin: "pack" | "entered";
            enteredAt: string;
            days: {
                /** Format: date */
                date: string;
                name: string;
                isOffDay: boolean;
            }[];
        };
        PublicCollectionPlanSummary: {
            /** Format: uuid */
            id: string;
            matter: string;
            agency: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            territory: string;
            /** @description Made under a draft text that is applied on trial */
            draft: boolean;
            since: string;
        };
        /** @description What units and persons are told of a collection, with its clauses */
        PublicCollectionPlan: {
            /** Format: uuid */
            id: string;
            matter: string;
            agency: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            territory: string;
            /** @description Made under a draft text that is applied on trial */
            draft: boolean;
            since: string;
            statements: {
                name: string;
                label: string;
                value: string;
                cites: string[];
            }[];
            items: {
                name: string;
                statements: {
                    name: string;
                    label: string;
                    value: string;
                    cites: string[];
                }[];
            }[];
            notice: {
                publishedAt: string;
                statements: {
                    name: string;
                    label: string;
                    value: string;
                    cites: string[];
                }[];
            } | null;
        };
        Database: {
            /** @description Null while nobody has set it up */
            id: string | null;
            /** @enum {string} */
            kind: "base" | "thematic";
            code: string;
            name: string;
            lead: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            matchedBy: string | null;
            entries: {
                /** Format: uuid */
                id: string;
                code: string;
                name: string;
                rows: number;
            }[];
            fields: {
                code: string;
                name: string;
                sources: {
                    entry: string;
                    agency: string;
                    item: string;
                    lead: boolean;
                }[];
            }[];
            records: number;
            differences: {
                field: string;
                entry: string;
                compared: number;
                differing: number;
                /** @description False when only the first rows were compared */
                whole: boolean;
                /** @description The quality issue it became */
                case: string | null;
                at: string;
            }[];
        };
        AggregationTask: {
            /** Format: uuid */
            case: string;
            entry: {
                /** Format: uuid */
                id: string;
                code: string;
                name: string;
            };
            provider: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            database: {
                /** Format: uuid */
                id: string;
                name: string;
                /** @enum {string} */
                kind: "base" | "thematic";
            };
            aggregated: boolean;
            batch: {
                number: number;
                stored: number;
                at: string;
            } | null;
            demandedAt: string;
        };
        DutyLine: {
            duty: string;
            title: string;
            cites: string[];
            organization: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            case: string | null;
            state: string | null;
            due: string | null;
            overdue: boolean;
        };
        VerificationPermit: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            case: string;
            entry: {
                /** Format: uuid */
                id: string;
                code: string;
                name: string;
            };
            applicant: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            application: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            keys: string[];
            items: string[];
            purposes: string[];
            /** Format: date */
            validUntil: string;
            /** @enum {string} */
            status: "active" | "suspended" | "cutOff" | "expired" | "revoked";
            budget: {
                total: number;
                perDay: number;
                perMatter: number;
                used: number;
            };
            issuedAt: string;
        };
        Grant: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            case: string;
            entry: {
                /** Format: uuid */
                id: string;
                code: string;
                name: string;
                territory: string;
            };
            applicant: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            application: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            fields: string[];
            purposes: string[];
            modes: ("interface" | "batch")[];
            rowFilter: {
                item: string;
                /** @enum {string} */
                test: "oneOf" | "between" | "within";
                values?: string[];
                from?: string | null;
                to?: string | null;
            }[];
            masks: {
                [key: string]: {
                    /** @enum {string} */
                    kind: "full" | "partial" | "pseudonym" | "band" | "month" | "year" | "district" | "surname";
                    width?: number;
                };
            };
            /** @description Rows a day that the applicant stated */
            volumePerDay: number | null;
            /** @description Rows of a day of Asia/Shanghai */
            quotaPerDay: number | null;
            quotaTotal: number | null;
            matterRequired: boolean;
            /** @description Whether each call under it must be signed (RFC 9421) */
            signedCalls: boolean;
            /** @description Thousandths of the rows that may be left out of a file */
            withheldPerMille: number;
            /** Format: date */
            validUntil: string;
            /** @enum {string} */
            status: "active" | "suspended" | "revoked";
            issuedAt: string;
            deliveredAt: string | null;
        };
        GrantDetail: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            case: string;
            entry: {
                /** Format: uuid */
                id: string;
                code: string;
                name: string;
                territory: string;
            };
            applicant: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            application: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            fields: string[];
            purposes: string[];
            modes: ("interface" | "batch")[];
            rowFilter: {
                item: string;
                /** @enum {string} */
                test: "oneOf" | "between" | "within";
                values?: string[];
                from?: string | null;
                to?: string | null;
            }[];
            masks: {
                [key: string]: {
                    /** @enum {string} */
                    kind: "full" | "partial" | "pseudonym" | "band" | "month" | "year" | "district" | "surname";
                    width?: number;
                };
            };
            /** @description Rows a day that the applicant stated */
            volumePerDay: number | null;
            /** @description Rows of a day of Asia/Shanghai */
            quotaPerDay: number | null;
            quotaTotal: number | null;
            matterRequired: boolean;
            /** @description Whether each call under it must be signed (RFC 9421) */
            signedCalls: boolean;
            /** @description Thousandths of the rows that may be left out of a file */
            withheldPerMille: number;
            /** Format: date */
            validUntil: string;
            /** @enum {string} */
            status: "active" | "suspended" | "revoked";
            issuedAt: string;
            deliveredAt: string | null;
            suspendedBy: string[];
            changes: {
                /** @enum {string} */
                kind: "issued" | "amended" | "renewed" | "reduced" | "suspended" | "restored" | "ended";
                /** Format: uuid */
                case: string;
                at: string;
                terms: {
                    [key: string]: unknown;
                };
            }[];
            taken: {
                today: number;
                total: number;
            };
        };
        GrantUsage: {
            grant: {
                /** Format: uuid */
                id: string;
                /** Format: uuid */
                case: string;
                entry: {
                    /** Format: uuid */
                    id: string;
                    code: string;
                    name: string;
                    territory: string;
                };
                applicant: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                };
                application: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                };
                fields: string[];
                purposes: string[];
                modes: ("interface" | "batch")[];
                rowFilter: {
                    item: string;
                    /** @enum {string} */
                    test: "oneOf" | "between" | "within";
                    values?: string[];
                    from?: string | null;
                    to?: string | null;
                }[];
                masks: {
                    [key: string]: {
                        /** @enum {string} */
                        kind: "full" | "partial" | "pseudonym" | "band" | "month" | "year" | "district" | "surname";
                        width?: number;
                    };
                };
                /** @description Rows a day that the applicant stated */
                volumePerDay: number | null;
                /** @description Rows of a day of Asia/Shanghai */
                quotaPerDay: number | null;
                quotaTotal: number | null;
                matterRequired: boolean;
                /** @description Whether each call under it must be signed (RFC 9421) */
                signedCalls: boolean;
                /** @description Thousandths of the rows that may be left out of a file */
                withheldPerMille: number;
                /** Format: date */
                validUntil: string;
                /** @enum {string} */
                status: "active" | "suspended" | "revoked";
                issuedAt: string;
                deliveredAt: string | null;
            };
            period: {
                /** Format: date */
                from: string;
                /** Format: date */
                to: string;
            };
            totals: {
                calls: number;
                /** @description Keys asked for */
                asked: number;
                /** @description Keys that gave no row */
                missed: number;
                rows: number;
                offHoursRows: number;
            };
            days: {
                /** Format: date */
                day: string;
                calls: number;
                /** @description Keys asked for */
                asked: number;
                /** @description Keys that gave no row */
                missed: number;
                rows: number;
                offHoursRows: number;
            }[];
            items: {
                item: string;
                calls: number;
                lastAt: string;
            }[];
            matters: {
                purpose: string;
                matter: string;
                calls: number;
                rows: number;
                lastAt: string;
            }[];
            mattersInAll: number;
            refused: {
                rule: string;
                calls: number;
            }[];
            reviews: {
                /** Format: uuid */
                case: string;
                open: boolean;
                /** Format: date */
                since: string;
                /** Format: date */
                through: string;
                grounds: string[];
            }[];
        };
        EntryUsageLine: {
            /** Format: uuid */
            grant: string;
            applicant: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            application: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            purposes: string[];
            lastDay: string | null;
            calls: number;
            /** @description Keys asked for */
            asked: number;
            /** @description Keys that gave no row */
            missed: number;
            rows: number;
            offHoursRows: number;
        };
        AskedFor: {
            /** Format: uuid */
            id: string;
            procedure: string;
            title: string;
            pack: string;
            draft: boolean;
            state: string;
            stateTitle: string;
            open: boolean;
            territory: string;
            subject: {
                type: string;
                id: string;
                name: string;
            };
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            openedAt: string;
            clocks: components["schemas"]["Clock"][];
            /** @enum {string} */
            kind: "share" | "open";
            applicant: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            /** @description Days of the calendar since it was opened */
            ageDays: number;
        };
        SharedEntry: {
            entry: {
                /** Format: uuid */
                id: string;
                code: string;
                name: string;
            };
            shareAttribute: string | null;
            openAttribute: string | null;
            /** @description Grants that stand */
            grants: number;
        };
        ExportRecord: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            grant: string;
            /** @enum {string} */
            format: "csv" | "jsonl" | "xlsx" | "parquet";
            fields: string[];
            /** @enum {string} */
            state: "waiting" | "writing" | "ready" | "failed" | "expired" | "discarded";
            rows: {
                done: number;
                total: number;
                withheld: number;
            };
            rowsPerSecond: number | null;
            bytes: number | null;
            createdAt: string;
            finishedAt: string | null;
            /** @description From then on there is no file */
            expiresAt: string;
            /** @description Code of what went wrong */
            problem: string | null;
            dataset: {
                code: string;
                name: string;
                /** Format: uuid */
                entry: string;
            };
            purpose: string;
            matter: string;
            application: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @description Whose application asked */
            applicant: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @description Whose data it is */
            provider: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @description By the application; its rows are counted from then on */
            firstFetchedAt: string | null;
            /** @description Second approval that it used */
            approval: {
                /** Format: uuid */
                id: string;
                approvedAt: string;
            } | null;
            /** @description Entry of the evidence log that says what the file holds */
            receipt: string | null;
        };
        Export: {
            dataset: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            grant: string;
            /** @enum {string} */
            format: "csv" | "jsonl" | "xlsx" | "parquet";
            fields: string[];
            /** @enum {string} */
            state: "waiting" | "writing" | "ready" | "failed" | "expired" | "discarded";
            rows: {
                done: number;
                total: number;
                withheld: number;
            };
            rowsPerSecond: number | null;
            bytes: number | null;
            createdAt: string;
            finishedAt: string | null;
            /** @description From then on there is no file */
            expiresAt: string;
            /** @description Code of what went wrong */
            problem: string | null;
        };
        Trace: {
            file: {
                sm3: string;
                rows: number;
                columns: string[];
            };
            /** @description Exports it was compared with */
            candidates: number;
            /** @description Bits from which on an export is named */
            threshold: number;
            /** @description Bound of the probability that any export is named that the file does not come from */
            falseAccusation: number;
            /** @enum {string} */
            conclusion: "named" | "grantNamed" | "undetermined" | "noExports" | "noColumns";
            named: {
                /** Format: uuid */
                export: string;
                dataset: string;
                /** Format: uuid */
                grant: string;
                application: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                };
                organization: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                };
                purpose: string;
                matter: string;
                /** @description When its file was ready */
                madeAt: string;
                /**
                 * Format: uuid
                 * @description Entry of the evidence log that says what the file holds
                 */
                receipt: string;
                /** @description How much likelier the file is if it comes from this export than if it does not: 2 to this power */
                bits: number;
                /** @description Rows of the file that are rows of it */
                recognised: number;
                evidence: {
                    /** @enum {string} */
                    kind: "reference" | "order" | "quotation" | "sign" | "withheld";
                    /** @description Places in the file that say something */
                    trials: number;
                    /** @description Those that agree with what the key of this export chose */
                    hits: number;
                    /** @description How often chance agrees */
                    chance: number;
                    bits: number;
                }[];
            }[];
            /** @description Grants whose pseudonyms stand in the file, whichever export or call they came from */
            grants: {
                /** Format: uuid */
                grant: string;
                dataset: string;
                application: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                };
                organization: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                };
                bits: number;
                /** @description Different pseudonyms of the file that are its own */
                pseudonyms: number;
            }[];
            /** @description Bits of the strongest export that is not named: how near it came, not which it is */
            strongestOther: number | null;
        };
        GradingRules: {
            id: string | null;
            /** @description What every grade names: territory or pack, and version */
            name: string;
            /** @enum {string} */
            origin: "authority" | "pack";
            territory: string;
            title: string;
            version: string;
            inForceFrom: string | null;
            basis: string;
            published: boolean;
            enteredBy: string | null;
            enteredAt: string | null;
            regraded: boolean;
        };
        /** @description Written as in grading.yaml of a pack, see docs/packs.md */
        GradingRuleSet: {
            levels: {
                grade: number;
                name: string;
            }[];
            objects: {
                code: string;
                name: string;
            }[];
            degrees: {
                code: string;
                name: string;
            }[];
            matrix: {
                [key: string]: {
                    [key: string]: number;
                };
            };
            categories: {
                code: string;
                name: string;
                parent?: string;
            }[];
            confidence: number;
            rules: {
                id: string;
                text: string;
                /** @enum {string} */
                of: "item" | "entry";
                when: {
                    [key: string]: unknown;
                };
                category?: string;
                impact?: {
                    object: string;
                    degree: string;
                };
                /** @description Of a rule without an impact */
                grade?: number;
            }[];
        };
        EntryGrading: {
            entry: {
                /** Format: uuid */
                id: string;
                code: string;
                name: string;
            };
            open: boolean;
            highest: number;
            items: {
                /** @description Null: the entry as a whole */
                code: string | null;
                name: string;
                grade: number | null;
                ruleSet: string | null;
                pending: {
                    /** Format: uuid */
                    id: string;
                    grade: number;
                    category: string | null;
                    ruleSet: string;
                    grounds: {
                        rule: string;
                        grade: number;
                        text: string;
                        reason: string;
                    }[];
                    evidence: {
                        category: string;
                        confidence: number;
                        evidence: string[];
                    }[];
                    confidence: number;
                    /** @enum {string} */
                    origin: "description" | "sample" | "rules";
                    madeAt: string;
                    /** @enum {string} */
                    state: "pending" | "accepted" | "kept" | "overruled" | "lapsed";
                    decidedGrade: number | null;
                    decidedBy: string | null;
                    decidedAt: string | null;
                    reason: string | null;
                } | null;
                suggestions: {
                    /** Format: uuid */
                    id: string;
                    grade: number;
                    category: string | null;
                    ruleSet: string;
                    grounds: {
                        rule: string;
                        grade: number;
                        text: string;
                        reason: string;
                    }[];
                    evidence: {
                        category: string;
                        confidence: number;
                        evidence: string[];
                    }[];
                    confidence: number;
                    /** @enum {string} */
                    origin: "description" | "sample" | "rules";
                    madeAt: string;
                    /** @enum {string} */
                    state: "pending" | "accepted" | "kept" | "overruled" | "lapsed";
                    decidedGrade: number | null;
                    decidedBy: string | null;
                    decidedAt: string | null;
                    reason: string | null;
                }[];
                records: {
                    grade: number;
                    ruleSet: string;
                    rules: string[];
                    suggested: number | null;
                    reason: string | null;
                    givenBy: string | null;
                    givenAt: string;
                }[];
            }[];
        };
        GradingSuggestion: {
            /** Format: uuid */
            id: string;
            grade: number;
            category: string | null;
            ruleSet: string;
            grounds: {
                rule: string;
                grade: number;
                text: string;
                reason: string;
            }[];
            evidence: {
                category: string;
                confidence: number;
                evidence: string[];
            }[];
            confidence: number;
            /** @enum {string} */
            origin: "description" | "sample" | "rules";
            madeAt: string;
            /** @enum {string} */
            state: "pending" | "accepted" | "kept" | "overruled" | "lapsed";
            decidedGrade: number | null;
            decidedBy: string | null;
            decidedAt: string | null;
            reason: string | null;
            entry: {
                /** Format: uuid */
                id: string;
                code: string;
                name: string;
                provider: string;
                /** @description Whether decisions can change its grades now */
                open: boolean;
            };
            item: {
                code: string;
                name: string;
            } | null;
            /** @description In the content its agency works on */
            presentGrade: number | null;
        };
        ChecksumComparison: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            state: "running" | "done" | "ended";
            begunAt: string;
            endedAt: string | null;
            /** @description Rows compared, superseded ones among them */
            rows: number;
            altered: number;
            missing: number;
            added: number;
            /** @description Batches whose checksums are not those of the evidence log */
            checksums: number;
            /** @description Entry of the evidence log with the result */
            receipt: string | null;
            /** @description The first hundred, by where they stand; never a value */
            findings: {
                /** @enum {string} */
                kind: "altered" | "missing" | "added" | "checksums";
                batch: number;
                /** @description Null: the checksums of the batch */
                line: number | null;
            }[];
        };
        LogKey: {
            version: number;
            /** @description Verifier keys, as under /log/keys */
            keys: string[];
            /** @enum {string} */
            state: "signs" | "asked" | "revoked";
            /** @description Entry from which on they are not to be believed */
            from: number | null;
            /** @description Account that asked for the revocation */
            askedBy: string | null;
        };
        KeyLock: {
            /** @constant */
            state: "locked";
            /** @description Shares that are needed */
            threshold: number;
            /** @description Shares that this process has */
            handedIn: number;
            /** @description When they are forgotten */
            forgetsAt: string | null;
        } | {
            /** @constant */
            state: "unlocked";
        };
        MatrixRow: {
            clause: {
                id: string;
                pack: string;
                text: string;
                kind: string;
                lifecycle: string;
                executable: string;
                acceptance: string;
            };
            /** @enum {string} */
            status: "proven" | "bound" | "pending" | "unbound" | "declaratory";
            bindings: {
                kind: string;
                name: string;
                pack: string;
                pending: string[];
            }[];
            proofs: string[];
            missing: {
                name: string;
                text: string;
            }[];
        };
        /** @description A law or document that a refusal may rest on */
        Instrument: {
            id: string;
            title: string;
            /** @enum {string} */
            rank: "law" | "administrativeRegulation" | "centralPolicy" | "localRegulation" | "departmentalRule" | "localRule" | "nationalProvision" | "normativeDocument" | "negativeList" | "policy";
            rankText: string;
            /** Format: date */
            inForceFrom: string;
            /** @description First day on which it holds no more */
            repealedOn: string | null;
            /** @description Provisions that may be cited; empty: any */
            provisions: string[];
            /** @enum {string} */
            origin: "pack" | "authority";
            pack: string | null;
            territory: string;
            enteredBy: string | null;
            enteredAt: string | null;
        };
        Pack: {
            id: string;
            title: string;
            titleEn: string;
            source: string;
            territory: string;
            /** @enum {string} */
            standing: "law" | "draft" | "policy";
            rank: string;
            inForceFrom: string | null;
            version: string;
            clauses: number;
        };
        Clause: {
            id: string;
            pack: string;
            article: string;
            text: string;
            actor: string[];
            kind: string;
            lifecycle: string;
            deadline: string;
            executable: string;
            capability: string;
        };
        Period: {
            name: string;
            unit: string;
            length: number;
            entered: boolean;
            basis: string;
            cites: string[];
            reading: string | null;
        };
        /** @description How many of something the platform allows, and what is needed beyond it */
        Limit: {
            name: string;
            most: number;
            basis: string;
            cites: string[];
            reading: string | null;
            needed: string;
            neededEn: string;
        };
        /** @description A course of law as it stands in one territory today */
        Procedure: {
            name: string;
            title: string;
            pack: string;
            subject: string;
            cites: string[];
            parties: {
                name: string;
                label: string;
                is: string;
            }[];
            opens: {
                by: string;
                role: {
                    name: string;
                    label: string;
                };
                form: string | null;
                course: {
                    when: {
                        [key: string]: (string | number | boolean)[];
                    } | null;
                    to: string | null;
                    refuses: {
                        cites: string[];
                        offer: {
                            name: string;
                            label: string;
                        } | null;
                    } | null;
                    effects: {
                        name: string;
                        text: string | null;
                        built: boolean;
                    }[];
                    cites: string[];
                }[];
            };
            states: {
                name: string;
                title: string;
                final: boolean;
                owner: string | null;
                clock: {
                    period: {
                        name: string;
                        label: string;
                    };
                    from: string;
                    lengthField: string | null;
                    value: components["schemas"]["Period"] | null;
                    cites: string[];
                    policy: boolean;
                } | null;
                suspends: string | null;
                leaves: {
                    on: string;
                    to: string;
                    effects: {
                        name: string;
                        text: string | null;
                        built: boolean;
                    }[];
                } | null;
                offers: {
                    name: string;
                    label: string;
                }[];
                actions: {
                    name: string;
                    by: string;
                    role: {
                        name: string;
                        label: string;
                    };
                    form: string | null;
                    once: boolean;
                    basis: {
                        ranks: {
                            name: string;
                            label: string;
                        }[];
                        cites: string[];
                    } | null;
                    cites: string[];
                    routes: {
                        when: {
                            [key: string]: (string | number | boolean)[];
                        } | null;
                        to: string | null;
                        refuses: {
                            cites: string[];
                            offer: {
                                name: string;
                                label: string;
                            } | null;
                        } | null;
                        effects: {
                            name: string;
                            text: string | null;
                            built: boolean;
                        }[];
                        cites: string[];
                    }[];
                }[];
            }[];
        };
        DatedValue: {
            /** @enum {string} */
            origin: "pack" | "authority";
            pack: string | null;
            territory: string;
            from: string | null;
            unit: string;
            length: number;
            /** @description Set in each notice; length says nothing then */
            entered: boolean;
            /** @enum {string} */
            basis: "law" | "draft" | "policy";
            cites: string[];
            reading: string | null;
            enteredBy: string | null;
            enteredAt: string | null;
        };
        DataSource: {
            /** Format: uuid */
            id: string;
            dataset: string;
            /** @enum {string} */
            kind: "postgresql" | "mysql" | "s3" | "sftp";
            /** @description Where it is; what opens it is never answered */
            place: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            mode: "append" | "upsert" | "snapshot";
            schedule: {
                /** @constant */
                every: "minutes";
                minutes: number;
            } | {
                /** @constant */
                every: "day";
                at: string;
            };
            /** @enum {string} */
            state: "active" | "paused" | "ended";
            version: number;
            nextPullAt: string | null;
        };
        SourcePull: {
            /** Format: uuid */
            id: string;
            startedAt: string;
            finishedAt: string | null;
            /** @enum {string} */
            state: "running" | "done" | "failed";
            batches: number[];
            problem: {
                code: string;
                detail: string;
            } | null;
        };
        PlatformLink: {
            /** Format: uuid */
            id: string;
            territory: string;
            name: string;
            /** @enum {string} */
            relation: "upper" | "lower";
            otherTerritory: string;
            /** Format: uuid */
            application: string;
            clientId: string | null;
            baseUrl: string;
            /** @enum {string} */
            calls: "none" | "pull" | "both";
            origin: string;
            verifierKeys: string[];
            everySeconds: number;
            /** @enum {string} */
            state: "active" | "suspended" | "stopped" | "ended";
            version: number;
            /** @description In either direction */
            lastExchangeAt: string | null;
            heard: {
                change: number;
                logSize: number;
                at: string | null;
                secondsAgo: number | null;
                entries: number;
                grants: number;
            };
            told: {
                change: number;
                at: string | null;
                /** @description Changes the other has not asked beyond; not all of them are for it */
                waiting: number;
            };
            /** @description Calls that failed since the last that did not */
            failures: number;
            lastFault: {
                code: string;
                detail: string;
                at: string;
            } | null;
            nextCallAt: string | null;
        };
        ForeignEntrySummary: {
            /** Format: uuid */
            id: string;
            code: string;
            name: string;
            territory: string;
            provider: string;
            /** @enum {string} */
            state: "published" | "withdrawn";
            version: number;
            shareAttribute: string | null;
            publishedAt: string;
            origin: {
                /** Format: uuid */
                link: string;
                platform: string;
                /** @description Where it is asked for and changed: there, not here */
                askAt: string;
                /** @description Record of its publication, in the log of the other platform */
                receipt: string | null;
                /** @description Record of the exchange that brought it, in the log of the other platform */
                toldIn: string;
                heardAt: string;
            };
        };
        ForeignEntry: {
            /** Format: uuid */
            id: string;
            code: string;
            name: string;
            territory: string;
            provider: string;
            /** @enum {string} */
            state: "published" | "withdrawn";
            version: number;
            shareAttribute: string | null;
            publishedAt: string;
            origin: {
                /** Format: uuid */
                link: string;
                platform: string;
                /** @description Where it is asked for and changed: there, not here */
                askAt: string;
                /** @description Record of its publication, in the log of the other platform */
                receipt: string | null;
                /** @description Record of the exchange that brought it, in the log of the other platform */
                toldIn: string;
                heardAt: string;
            };
            fields: {
                [key: string]: unknown;
            };
            items: {
                [key: string]: unknown;
            }[];
        };
        ForeignGrant: {
            /** Format: uuid */
            id: string;
            entry: {
                /** Format: uuid */
                id: string;
                code: string;
                name: string;
            };
            applicant: {
                name: string;
                territory: string;
            };
            /** @enum {string} */
            status: "active" | "suspended" | "revoked";
            fields: string[];
            purposes: string[];
            modes: string[];
            narrowed: boolean;
            /** Format: date */
            until: string;
            issuedAt: string;
            receipt: string | null;
            toldIn: string;
        };
        ProcessingJob: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            case: string;
            caseState: string;
            output: {
                /** Format: uuid */
                id: string;
                code: string;
                name: string;
            };
            purpose: string;
            plan: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            state: "ready" | "running" | "stopped" | "done" | "failed" | "released" | "discarded";
            checks: {
                originalValues: {
                    /** @enum {string} */
                    result: "passed" | "found" | "assessed" | "pending";
                    detail: {
                        [key: string]: unknown;
                    };
                };
                derivedRisk: {
                    /** @enum {string} */
                    result: "passed" | "found" | "assessed" | "pending";
                    detail: {
                        [key: string]: unknown;
                    };
                };
            };
            facts: {
                agencies: number;
                grade: number;
                joined: boolean;
                aboutPersons: boolean;
                singlesOut: string[];
                smallestGroup: number;
            };
            findings: {
                at: string;
                facts: {
                    agencies: number;
                    grade: number;
                    joined: boolean;
                    aboutPersons: boolean;
                    singlesOut: string[];
                    smallestGroup: number;
                };
                grounds: components["schemas"]["Ground"][];
                needed: string[];
            }[];
            inputs: {
                name: string;
                entry: {
                    /** Format: uuid */
                    id: string;
                    code: string;
                    name: string;
                };
                grant: string | null;
                lastBatch: number;
                rowsRead: number;
            }[];
            rowsRead: number;
            rowsWritten: number;
            batch: number | null;
            fault: {
                [key: string]: unknown;
            } | null;
            createdAt: string;
            startedAt: string | null;
            finishedAt: string | null;
        };
        Lineage: {
            nodes: {
                entry: {
                    /** Format: uuid */
                    id: string;
                    code: string;
                    name: string;
                };
                agency: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                };
                distance: number;
                fields: {
                    code: string;
                    name: string;
                }[];
                systems: {
                    id: string | null;
                    code: string | null;
                    name: string;
                }[];
                batches: {
                    /** Format: uuid */
                    id: string;
                    number: number;
                    mode: string;
                    received: number;
                    stored: number;
                    quarantined: number;
                    superseded: number;
                    case: string | null;
                    job: string | null;
                    at: string;
                }[];
                releases: {
                    /** Format: uuid */
                    grant: string;
                    /** Format: uuid */
                    case: string;
                    applicant: {
                        /** Format: uuid */
                        id: string;
                        name: string;
                    };
                    fields: string[];
                    purposes: string[];
                    status: string;
                    /** Format: date */
                    validUntil: string;
                    issuedAt: string;
                    firstDelivery: string | null;
                    lastAccess: string | null;
                }[] | null;
            }[];
            edges: {
                /** Format: uuid */
                job: string;
                from: {
                    /** Format: uuid */
                    entry: string;
                    field: string;
                };
                to: {
                    /** Format: uuid */
                    entry: string;
                    field: string | null;
                };
                how: string;
            }[];
            /** @description Neighbours that the viewer may not see */
            hidden: number;
            more: boolean;
        };
        MaintenanceWindow: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            begins: string;
            /** Format: date-time */
            ends: string;
            /** @description What for, and what it means for whoever calls */
            notice: string;
        };
        Disclosure: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            case: string;
            dataset: {
                code: string;
                name: string;
            };
            provider: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @description The identifier whose value opens it */
            item: {
                code: string;
                name: string;
            };
            disclosedAt: string;
            /**
             * Format: date
             * @description The last day on which it is read
             */
            validUntil: string;
            /** @enum {string} */
            state: "open" | "ended";
            /** @description Until when the number also opens who asked for the own data */
            proof: {
                /** @enum {string} */
                identifier: "residentId" | "creditCode";
                /** Format: date */
                until: string;
            } | null;
        };
        OwnRecord: {
            dataset: string;
            items: {
                code: string;
                name: string;
                type: string;
            }[];
            rows: {
                [key: string]: string | number | boolean | null;
            }[];
            /** Format: uuid */
            receipt: string;
            grounds: components["schemas"]["Ground"][];
        };
        ToldAccess: {
            /** Format: uuid */
            receipt: string;
            at: string;
            action: string;
            /** @description Null where the evidence about the person was read */
            dataset: {
                code: string;
                name: string;
            } | null;
            /** @description Null while a rule delays telling who asked and what for */
            by: {
                organization: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                } | null;
                application: string | null;
                purpose: string | null;
                matter: string | null;
                items: {
                    code: string;
                    name: string;
                }[];
                /** @description Whether the person asked */
                self: boolean;
            } | null;
        };
        OpenCatalogSummary: {
            /** Format: uuid */
            id: string;
            territory: string;
            number: number;
            year: number;
            name: string;
            publishedAt: string;
        };
        OpenCatalog: {
            /** Format: uuid */
            id: string;
            territory: string;
            number: number;
            year: number;
            name: string;
            publishedAt: string;
            changes: string;
            priorities: string;
            /** @description What of the version is open now */
            entries: {
                /** Format: uuid */
                entry: string;
                code: string;
                dataName: string;
                openingBody: string;
                openAttribute: string;
                dataFormat: string;
                dataType: string;
                updateCycle: string;
                priority: boolean;
            }[];
            /** @description How many entries were taken out since it was published */
            withdrawn: number;
        };
        OpenEntry: {
            /** Format: uuid */
            id: string;
            code: string;
            name: string;
            territory: string;
            provider: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @enum {string} */
            openAttribute: "unconditional" | "conditional";
            business: string | null;
            category: string | null;
            updateCycle: string | null;
            publishedAt: string;
            version: number;
        };
        OpenEntryDetail: {
            /** Format: uuid */
            id: string;
            code: string;
            name: string;
            territory: string;
            provider: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @enum {string} */
            openAttribute: "unconditional" | "conditional";
            business: string | null;
            category: string | null;
            updateCycle: string | null;
            publishedAt: string;
            version: number;
            items: {
                code: string;
                name: string;
                type: string;
                meaning: string | null;
                codeList: string | null;
            }[];
            /** @description What its form says that is public, with its clauses */
            statements: {
                name: string;
                label: string;
                value: string;
                cites: string[];
            }[];
            /** @description How the open catalog describes it, where the regime opens by listing */
            listing: {
                dataName: string;
                openingBody: string;
                openAttribute: string;
                dataFormat: string;
                dataType: string;
                updateCycle: string;
                priority: boolean;
            } | null;
        };
        SensitiveOperation: {
            /** Format: uuid */
            receipt: string;
            at: string;
            /** @enum {string} */
            kind: "export" | "copy" | "desensitise";
            action: string;
            actor: string;
            name: string;
            dataset: {
                code: string;
                name: string;
            };
            rows: number;
            purpose: string;
            case: string | null;
            approval: string | null;
            flags: ("aboveVolume" | "aboveUsual" | "offHours" | "firstTime")[];
        };
        OperationReview: {
            /** Format: date */
            day: string;
            operations: number;
            flagged: number;
            conclusion: string;
            /** Format: uuid */
            reviewedBy: string;
            reviewedAt: string;
        };
        OperationApproval: {
            /** Format: uuid */
            id: string;
            operation: string;
            dataset: string;
            items: string[];
            rows: number;
            purpose: string;
            askedBy: string;
            askedAt: string;
            /** @enum {string} */
            state: "asked" | "approved" | "used" | "expired";
            approvedBy: string | null;
            validUntil: string | null;
        };
        ReceivedAnnouncement: {
            /** Format: uuid */
            id: string;
            dataset: {
                code: string;
                name: string;
            };
            provider: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** Format: uuid */
            case: string;
            batch: number | null;
            items: string[];
            at: string;
            accesses: number;
            lastAccessAt: string;
            acknowledgedAt: string | null;
        };
        IssuedAnnouncement: {
            /** Format: uuid */
            id: string;
            dataset: {
                code: string;
                name: string;
            };
            provider: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** Format: uuid */
            case: string;
            batch: number | null;
            items: string[];
            at: string;
            recipients: {
                organization: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                };
                actor: string;
                grant: string | null;
                accesses: number;
                lastAccessAt: string;
                acknowledgedAt: string | null;
            }[];
        };
        EntryUpdate: {
            entry: {
                /** Format: uuid */
                id: string;
                code: string;
                name: string;
            };
            provider: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            territory: string;
            cycle: string;
            lastBatchAt: string | null;
            /** Format: date */
            due: string;
            overdue: boolean;
            /** @description When it was told that this day was missed */
            toldAt: string | null;
        };
        QualityRun: {
            /** Format: uuid */
            id: string;
            /** @description Version of the rules */
            rules: number;
            /** @enum {string} */
            stage: "inProcess" | "afterwards";
            batch: number | null;
            rows: number;
            brokenRows: number;
            /** @description 0 to 100; null where nothing was checked */
            score: number | null;
            results: {
                rule: string;
                title: string;
                kind: string;
                weight: number;
                items: string[];
                checked: number;
                broken: number;
                /** @description Rows as batch:line, never a value */
                samples: string[];
            }[];
            at: string;
        };
        QualityRuleSet: {
            version: number;
            rules: {
                [key: string]: unknown;
            }[];
            organization: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            enteredAt: string;
        };
        QualityTasks: {
            /** @enum {string} */
            kind: "verification" | "update" | "aggregation";
            open: {
                /** Format: uuid */
                case: string;
                procedure: string;
                subject: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                };
                clock: components["schemas"]["Clock"];
            }[];
            overdue: number;
            /** @description Of cases opened in the last twelve months */
            doneOnTime: number;
            doneLate: number;
        };
        ProblemRecord: {
            /** Format: uuid */
            case: string;
            procedure: string;
            state: string;
            open: boolean;
            openedAt: string;
            dataset: {
                /** Format: uuid */
                entry: string;
                code: string;
                name: string;
            };
            items: string[];
            source: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            responsible: {
                stewards: string[];
                department: string | null;
            };
            rule: string | null;
        };
        TamperingCandidate: {
            /** Format: uuid */
            receipt: string;
            at: string;
            /** @enum {string} */
            kind: "attempt" | "changed";
            dataset: {
                code: string;
                name: string;
            };
            provider: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            actor: string;
            /** @description batch:line, never a value */
            row: string | null;
            grounds: string[];
        };
        LateVerification: {
            /** Format: uuid */
            case: string;
            dataset: {
                code: string;
                name: string;
            };
            provider: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** Format: date */
            due: string;
            grounds: string[];
        };
        RecoveryLine: {
            /** @enum {string} */
            kind: "system" | "dataset";
            /** Format: uuid */
            id: string;
            code: string;
            name: string;
            organization: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            territory: string;
            plan: {
                /** @description Calendar days from one backup to the next */
                intervalDays: number;
                medium: string;
                place: string;
                /** @description Calendar days that a backup is kept */
                retentionDays: number;
                /** @description Who answers for it; a department or post, never a person */
                responsible: string;
            } | null;
            lastBackup: {
                /** Format: uuid */
                id: string;
                takenAt: string;
                reference: string;
                checksum: string | null;
            } | null;
            lastTest: {
                /** Format: uuid */
                id: string;
                /** Format: date */
                testedOn: string;
                /** @enum {string} */
                result: "passed" | "failed";
                testedBy: string;
                backup: string | null;
                findings: string | null;
            } | null;
            /** @description Last day for the next restore test */
            testDue: string | null;
            gaps: ("noPlan" | "noBackup" | "backupLate" | "noRestoreTest" | "restoreTestLate" | "restoreTestFailed")[];
        };
        RecoveryHistory: {
            /** @enum {string} */
            kind: "system" | "dataset";
            /** Format: uuid */
            id: string;
            code: string;
            name: string;
            plans: {
                /** Format: uuid */
                id: string;
                /** @description Calendar days from one backup to the next */
                intervalDays: number;
                medium: string;
                place: string;
                /** @description Calendar days that a backup is kept */
                retentionDays: number;
                /** @description Who answers for it; a department or post, never a person */
                responsible: string;
                enteredAt: string;
            }[];
            backups: {
                /** Format: uuid */
                id: string;
                takenAt: string;
                reference: string;
                checksum: string | null;
            }[];
            tests: {
                /** Format: uuid */
                id: string;
                /** Format: date */
                testedOn: string;
                /** @enum {string} */
                result: "passed" | "failed";
                testedBy: string;
                backup: string | null;
                findings: string | null;
            }[];
        };
        /** @description A number and the path of the list of its records; null where they stand in the log, or the reader may not open them */
        CockpitFigure: {
            count: number;
            records: string | null;
        };
        /** @description In the window, in the one before, and in equal parts of the window; null where there was nothing to count */
        Trend: {
            now: number | null;
            before: number | null;
            points: {
                /** Format: date */
                from: string;
                /** Format: date */
                to: string;
                value: number | null;
            }[];
        };
        Cockpit: {
            territory: string;
            /** Format: date */
            on: string;
            window: {
                /** Format: date */
                from: string;
                /** Format: date */
                to: string;
            };
            before: {
                /** Format: date */
                from: string;
                /** Format: date */
                to: string;
            };
            coverage: {
                agencies: components["schemas"]["CockpitFigure"];
                covered: components["schemas"]["CockpitFigure"];
                published: components["schemas"]["CockpitFigure"];
                trend: components["schemas"]["Trend"];
            };
            freshness: {
                current: components["schemas"]["CockpitFigure"];
                late: components["schemas"]["CockpitFigure"];
                never: components["schemas"]["CockpitFigure"];
                irregular: components["schemas"]["CockpitFigure"];
                trend: components["schemas"]["Trend"];
            };
            response: {
                answered: components["schemas"]["CockpitFigure"];
                inTime: components["schemas"]["CockpitFigure"];
                late: components["schemas"]["CockpitFigure"];
                overdue: components["schemas"]["CockpitFigure"];
                /** @description Working days to the answer, nearest rank */
                median: number | null;
                /** @description Within which nine of ten were answered */
                ninth: number | null;
                trend: components["schemas"]["Trend"];
            };
            overdue: {
                total: components["schemas"]["CockpitFigure"];
                byAgency: {
                    count: number;
                    records: string | null;
                    organization: {
                        /** Format: uuid */
                        id: string;
                        name: string;
                    };
                    clauses: {
                        clause: string;
                        count: number;
                    }[];
                }[];
            };
            quality: {
                problems: components["schemas"]["CockpitFigure"];
                scored: components["schemas"]["CockpitFigure"];
                trend: components["schemas"]["Trend"];
            };
            refusals: {
                total: components["schemas"]["CockpitFigure"];
                byClause: {
                    count: number;
                    records: string | null;
                    clause: string;
                }[];
                trend: components["schemas"]["Trend"];
            };
            traffic: {
                calls: components["schemas"]["CockpitFigure"];
                rows: components["schemas"]["CockpitFigure"];
                refused: components["schemas"]["CockpitFigure"];
                days: {
                    /** Format: date */
                    day: string;
                    calls: number;
                    rows: number;
                    refused: number;
                }[];
                trend: components["schemas"]["Trend"];
            };
        };
        /** @description A number and the path of the list of its records */
        Figure: {
            count: number;
            records: string;
        };
        StatisticOverview: {
            territory: string;
            /** Format: date */
            on: string;
            agencies: components["schemas"]["Figure"];
            systems: components["schemas"]["Figure"];
            entries: components["schemas"]["Figure"];
            entriesBy: {
                provider: {
                    count: number;
                    records: string;
                    value: string;
                    label: string;
                }[];
                category: {
                    count: number;
                    records: string;
                    value: string;
                    label: string;
                }[];
                level: {
                    count: number;
                    records: string;
                    value: string;
                    label: string;
                }[];
                shareAttribute: {
                    count: number;
                    records: string;
                    value: string;
                    label: string;
                }[];
                openAttribute: {
                    count: number;
                    records: string;
                    value: string;
                    label: string;
                }[];
                grade: {
                    count: number;
                    records: string;
                    value: string;
                    label: string;
                }[];
                freshness: {
                    count: number;
                    records: string;
                    value: string;
                    label: string;
                }[];
                state: {
                    count: number;
                    records: string;
                    value: string;
                    label: string;
                }[];
            };
            datasets: components["schemas"]["Figure"];
            rows: components["schemas"]["Figure"];
            batches: components["schemas"]["Figure"];
            byAgency: {
                organization: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                };
                territory: string;
                systems: components["schemas"]["Figure"];
                entries: components["schemas"]["Figure"];
                published: components["schemas"]["Figure"];
                late: components["schemas"]["Figure"];
                datasets: components["schemas"]["Figure"];
                rows: components["schemas"]["Figure"];
                batches: components["schemas"]["Figure"];
            }[];
        };
        DatasetLine: {
            code: string;
            entry: {
                /** Format: uuid */
                id: string;
                code: string;
                name: string;
            };
            provider: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            rows: number;
            batches: number;
            lastBatchAt: string | null;
            /** @enum {string} */
            freshness: "current" | "late" | "never" | "irregular";
            /** @description Of the newest run of its rules, 0 to 100 */
            score: number | null;
        };
        Standard: {
            code: string;
            title: string;
            version: string;
            /** @enum {string} */
            rank: "national" | "regional" | "municipal";
            subjects: string[];
            /** @description Null where only the standing is known */
            inForceFrom: string | null;
            /** @description First day on which it holds no more */
            retiredOn: string | null;
            /** @description Whose standard it is; null for national ones */
            territory: string | null;
            /** @description Codes and meanings of a short list */
            values: {
                [key: string]: string;
            } | null;
            inForce: boolean;
        };
        Notification: {
            /** Format: uuid */
            id: string;
            /**
             * @description Soon due; late; late and told to whoever supervises the owner; due on another day after a holiday notice; said of the case; put to it
             * @enum {string}
             */
            kind: "warning" | "overdue" | "escalated" | "redated" | "comment" | "document";
            /** Format: uuid */
            case: string;
            procedure: string;
            territory: string;
            /** @description Of a deadline: who owes the act */
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            /** @description Of a comment or a document: who put it forward */
            by: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            period: string | null;
            due: string | null;
            from: string | null;
            papers: string[];
            basis: ("law" | "draft" | "policy") | null;
            cites: string[];
            provisional: boolean;
            at: string;
            readAt: string | null;
        };
        Happening: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "act" | "refusal" | "batch";
            at: string;
            action: string;
            /** @description Whose people or applications did it; null for the platform itself */
            by: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            case: {
                /** Format: uuid */
                id: string;
                procedure: string;
                title: string;
                territory: string;
                subject: {
                    type: string;
                    id: string;
                    name: string;
                };
            } | null;
            batch: {
                /** Format: uuid */
                entry: string;
                code: string;
                name: string;
                number: number;
            } | null;
            grounds: string[];
            cites: string[];
            receipt: string | null;
        };
        SupervisedClock: {
            /** Format: uuid */
            case: string;
            procedure: string;
            pack: string;
            territory: string;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            clock: components["schemas"]["Clock"];
        };
        InformationSystem: {
            /** Format: uuid */
            id: string;
            organization: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            territory: string;
            code: string;
            name: string;
            /** @enum {string} */
            funding: "fiscalNew" | "fiscalUpgrade" | "purchasedService" | "other";
            /** @description Department in charge */
            department: string;
            operator: string | null;
            /** @description Level of graded protection (等保级别) */
            protectionLevel: number | null;
            liveOn: string | null;
            /** @description Kinds of database it runs on */
            databases: string[];
            /** @description Name and number of the project it came from */
            project: string | null;
            /** @enum {string} */
            status: "active" | "closed";
            version: number;
        };
        InformationSystemView: {
            /** Format: uuid */
            id: string;
            organization: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            territory: string;
            code: string;
            name: string;
            /** @enum {string} */
            funding: "fiscalNew" | "fiscalUpgrade" | "purchasedService" | "other";
            /** @description Department in charge */
            department: string;
            operator: string | null;
            /** @description Level of graded protection (等保级别) */
            protectionLevel: number | null;
            liveOn: string | null;
            /** @description Kinds of database it runs on */
            databases: string[];
            /** @description Name and number of the project it came from */
            project: string | null;
            /** @enum {string} */
            status: "active" | "closed";
            version: number;
            entries: {
                /** Format: uuid */
                id: string;
                code: string;
                name: string;
                state: string;
            }[];
            schemaChanges: {
                /** Format: uuid */
                id: string;
                /** Format: date */
                changedOn: string;
                description: string;
                registeredAt: string;
                tasks: {
                    /** Format: uuid */
                    entry: string;
                    /** Format: uuid */
                    case: string;
                }[];
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
