// Decap waits for its formats and its fields.
window.CMS_MANUAL_INIT = true;
