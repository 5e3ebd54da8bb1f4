using Bridges.Media.Jobs;
using Bridges.MediaWorker.Sandboxing;
using Bridges.MediaWorker.Videos;

namespace Bridges.MediaWorker.Work;

/// <summary>Does one job after another.</summary>
internal sealed class Jobs
{
    private readonly TimeSpan limit;
    private readonly PictureWork pictures;
    private readonly StickerWork stickers;
    private readonly AnimationWork animations;
    private readonly SoundWork sounds;
    private readonly VideoWork videos;

    public Jobs(Ffmpeg ffmpeg, long maxPixels, TimeSpan limit)
    {
        this.limit = limit;
        var sources = new FrameSources(ffmpeg, maxPixels);
        animations = new AnimationWork(ffmpeg, sources);
        pictures = new PictureWork(maxPixels);
        stickers = new StickerWork(animations, maxPixels);
        sounds = new SoundWork(ffmpeg);
        videos = new VideoWork(ffmpeg, sources);
    }

    /// <exception cref="JobRefusedException">It cannot be done.</exception>
    public MediaReport Do(MediaJob job, string input, string output)
    {
        ResourceLimits.AllowFiles(ResourceLimits.UsualFileBytes);
        var deadline = new Deadline(JobLimits.Of(job, limit));
        return job switch
        {
            ProbeJob => new MediaReport { Info = FileInspector.Inspect(input) },
            BlurHashJob => pictures.Blur(input),
            PictureJob picture => pictures.Do(picture, input, output),
            StickerJob sticker => stickers.Do(sticker, input, output, deadline),
            AnimationJob animation => animations.Do(animation, input, output, deadline),
            VoiceJob voice => sounds.Convert(voice, input, output, deadline),
            WaveformJob waveform => sounds.Measure(waveform, input, deadline),
            PosterJob poster => videos.Poster(poster, input, output, deadline),
            VideoJob video => videos.Convert(video, input, output, deadline),
            _ => throw new JobRefusedException("the job is not known"),
        };
    }
}
