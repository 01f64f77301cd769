// Sends what an earlier session page could not: its events wait on this device until the server holds them.
import { sendLeftovers } from "./player/event-log.js";

sendLeftovers(document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
