H5P.AdvancedText = function (params) { this.attach = ($container) => { $container.html(params.text); }; };
