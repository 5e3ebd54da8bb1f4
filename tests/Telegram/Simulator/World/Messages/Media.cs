namespace Bridges.Telegram.Simulator.World;

/// <summary>Content besides text, in its smallest form: nothing can be downloaded.</summary>
public abstract record Media
{
    private protected Media()
    {
    }

    /// <summary>A photo.</summary>
    public sealed record Photo(int Width = 640, int Height = 480) : Media;

    /// <summary>A sticker that stands for an emoji.</summary>
    public sealed record Sticker(string Emoji) : Media;

    /// <summary>A file.</summary>
    public sealed record File(string Name, string MimeType, long Size) : Media;

    /// <summary>A place.</summary>
    public sealed record Location(double Latitude, double Longitude) : Media;

    /// <summary>A person's card.</summary>
    public sealed record Contact(string Phone, string FirstName, string LastName = "") : Media;

    /// <summary>A poll.</summary>
    public sealed record Poll(string Question, params IReadOnlyList<string> Answers) : Media;
}
