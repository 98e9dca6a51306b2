window.SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  displayRequestDuration: true,
  // The default asks a server of swagger.io to judge the document.
  validatorUrl: null,
});
