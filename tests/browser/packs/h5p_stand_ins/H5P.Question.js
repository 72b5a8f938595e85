// Whoever builds on it must find it loaded before.
H5P.Question = function () { H5P.EventDispatcher.call(this); };
H5P.Question.prototype = Object.create(H5P.EventDispatcher.prototype);
