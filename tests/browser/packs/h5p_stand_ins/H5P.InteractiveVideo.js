// The film with its subtitles, and all its exercises below it.
H5P.InteractiveVideo = function (params, id) {
  H5P.EventDispatcher.call(this);
  const $ = H5P.jQuery, {video, assets} = params.interactiveVideo;
  this.attach = ($container) => {
    const $video = $('<video>', {controls: true, preload: 'auto', src: H5P.getPath(video.files[0].path, id)}).appendTo($container);
    for (const one of video.textTracks.videoTrack) $video.append($('<track>', {kind: one.kind, srclang: one.srcLang, label: one.label, src: H5P.getPath(one.track.path, id)}));
    for (const track of $video[0].textTracks) track.mode = 'hidden'; // so that its file is fetched
    $('<p>').text(params.l10n.rewind10).appendTo($container);
    for (const interaction of assets.interactions) H5P.newRunnable(interaction.action, id, $('<div>').appendTo($container), true);
  };
};
H5P.InteractiveVideo.prototype = Object.create(H5P.EventDispatcher.prototype);
