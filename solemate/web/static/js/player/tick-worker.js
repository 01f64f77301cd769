// The worker behind ticker.js: it knows nothing and only says "look".
setInterval(() => postMessage("look"), 200);
