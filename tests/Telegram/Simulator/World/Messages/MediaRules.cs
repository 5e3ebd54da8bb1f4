namespace Bridges.Telegram.Simulator.World;

/// <summary>What the real server refuses of contents.</summary>
internal static class MediaRules
{
    private const int UsualCaption = 1024;
    private const int PremiumCaption = 4096;
    private const int LongestSides = 10_000;
    private const int LargestRatio = 20;
    private const long LargestPhoto = 10 << 20;
    private const long LargestFile = 2L << 30;
    private const int MostAnswers = 12;

    /// <summary>How long their captions may be; text and captions are counted in characters.</summary>
    public static int LongestCaptionOf(Person? person) => person?.IsPremium == true ? PremiumCaption : UsualCaption;

    public static void Require(Person sender, MessageDraft draft)
    {
        if (draft.Media is null or Media.WebPage)
        {
            return;
        }

        if (draft.Text.EnumerateRunes().Count() > LongestCaptionOf(sender))
        {
            throw RpcException.BadRequest("MEDIA_CAPTION_TOO_LONG");
        }

        switch (draft.Media)
        {
            case Media.Photo photo when photo.SizeOr(0) > LargestPhoto:
                throw RpcException.BadRequest("PHOTO_SAVE_FILE_INVALID");
            case Media.Photo { Width: var width, Height: var height } when width + height > LongestSides || width > LargestRatio * height || height > LargestRatio * width:
                throw RpcException.BadRequest("PHOTO_INVALID_DIMENSIONS");
            case Media.Poll { Answers.Count: < 2 or > MostAnswers }:
                throw RpcException.BadRequest("POLL_ANSWERS_INVALID");
            case Media.Location { Latitude: < -90 or > 90 } or Media.Location { Longitude: < -180 or > 180 }:
                throw RpcException.BadRequest("GEO_POINT_INVALID");
            case { } media when media.SizeOr(0) > LargestFile:
                throw RpcException.BadRequest("FILE_PARTS_INVALID");
        }
    }
}
