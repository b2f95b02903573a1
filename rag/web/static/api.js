// Shows the description of the interface for programs.
"use strict";

const place = document.getElementById("api");
SwaggerUIBundle({
  url: place.dataset.description,
  domNode: place,
  presets: [SwaggerUIBundle.presets.apis],
  // It would send the description to a service elsewhere.
  validatorUrl: null,
});
