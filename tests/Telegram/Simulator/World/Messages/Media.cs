namespace Bridges.Telegram.Simulator.World;

/// <summary>Content besides text.</summary>
public abstract record Media
{
    private static long lastPage = 9_900_000_000;

    private protected Media()
    {
    }

    /// <summary>The timer of what may be looked at once only.</summary>
    public const int ViewOnce = int.MaxValue;

    /// <summary>The file. Default null: it has a size, but nothing can be fetched.</summary>
    public FileContent? Content { get; init; }

    /// <summary>A small JPEG picture of it. Default: none.</summary>
    public FileContent? Thumbnail { get; init; }

    /// <summary>Covered until touched. Default: false.</summary>
    public bool HasSpoiler { get; init; }

    /// <summary>Seconds after being looked at when it goes; <see cref="ViewOnce"/> for at once. Default null: never.</summary>
    public int? Timer { get; init; }

    internal StoredFile? Stored { get; init; }

    internal StoredFile? StoredThumbnail { get; init; }

    internal long SizeOr(long otherwise) => Stored?.Content?.Length ?? Content?.Length ?? otherwise;

    /// <summary>A photo.</summary>
    public sealed record Photo(int Width = 640, int Height = 480) : Media;

    /// <summary>A sticker that stands for an emoji.</summary>
    public sealed record Sticker(string Emoji) : Media
    {
        /// <summary><c>image/webp</c> (the default), <c>application/x-tgsticker</c> or <c>video/webm</c>.</summary>
        public string MimeType { get; init; } = "image/webp";

        /// <summary>Its set. Default: none.</summary>
        public StickerSet? Set { get; init; }
    }

    /// <summary>A file.</summary>
    public sealed record File(string Name, string MimeType, long Size) : Media;

    /// <summary>A video; also a round one, or one without sound that plays by itself.</summary>
    public sealed record Video(int Width, int Height, double Duration) : Media
    {
        /// <summary>Shown as a circle. Default: false.</summary>
        public bool IsRound { get; init; }

        /// <summary>A "GIF". Default: false.</summary>
        public bool IsAnimation { get; init; }

        /// <summary>The file's name. Default: none.</summary>
        public string Name { get; init; } = "";

        /// <summary>Default: <c>video/mp4</c>.</summary>
        public string MimeType { get; init; } = "video/mp4";
    }

    /// <summary>Music.</summary>
    public sealed record Audio(int Duration, string Title = "", string Performer = "") : Media
    {
        /// <summary>The file's name. Default: none.</summary>
        public string Name { get; init; } = "";

        /// <summary>Default: <c>audio/mpeg</c>.</summary>
        public string MimeType { get; init; } = "audio/mpeg";
    }

    /// <summary>A voice message.</summary>
    public sealed record Voice(int Duration) : Media
    {
        /// <summary>Loudness, five bits a value. Default: none.</summary>
        public ReadOnlyMemory<byte> Waveform { get; init; }

        /// <summary>Default: <c>audio/ogg</c>.</summary>
        public string MimeType { get; init; } = "audio/ogg";
    }

    /// <summary>A place; one that moves where <see cref="Period"/> is set.</summary>
    public sealed record Location(double Latitude, double Longitude) : Media
    {
        /// <summary>Seconds for which it is told where somebody is. Default null: a fixed place.</summary>
        public int? Period { get; init; }

        /// <summary>Metres. Default null: unknown.</summary>
        public int? Accuracy { get; init; }
    }

    /// <summary>A place with a name.</summary>
    public sealed record Venue(double Latitude, double Longitude, string Title, string Address) : Media;

    /// <summary>A person's card.</summary>
    public sealed record Contact(string Phone, string FirstName, string LastName = "") : Media
    {
        /// <summary>More of them, as a vCard. Default: none.</summary>
        public string Card { get; init; } = "";
    }

    /// <summary>A throw of a die or the like.</summary>
    public sealed record Dice(string Emoji, int Value) : Media;

    /// <summary>What a link in the text leads to.</summary>
    public sealed record WebPage(string Url, string Title = "", string Description = "") : Media
    {
        /// <summary>The server is still looking at it. Default: false.</summary>
        public bool IsPending { get; init; }

        internal long Id { get; init; } = Interlocked.Increment(ref lastPage);
    }

    /// <summary>A poll, or a quiz.</summary>
    public sealed record Poll(string Question, params IReadOnlyList<string> Answers) : Media
    {
        /// <summary>Nobody sees who chose what. Default: true.</summary>
        public bool IsAnonymous { get; init; } = true;

        /// <summary>Several answers may be chosen. Default: false.</summary>
        public bool AllowsSeveral { get; init; }

        /// <summary>The right answer of a quiz, by position. Default null: a poll.</summary>
        public int? RightAnswer { get; init; }

        /// <summary>Shown to those who answered a quiz.</summary>
        public string Explanation { get; init; } = "";

        internal Ballot Ballot { get; init; } = new();
    }

    /// <summary>Something that was to be looked at once and is gone.</summary>
    internal sealed record Expired(bool IsPhoto) : Media;

    /// <summary>Anything else, as JSON of the wire form.</summary>
    public sealed record Raw(string Json) : Media;
}
