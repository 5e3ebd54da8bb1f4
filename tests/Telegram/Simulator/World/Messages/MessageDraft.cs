namespace Bridges.Telegram.Simulator.World;

/// <summary>What a new message is made of.</summary>
internal sealed record MessageDraft
{
    public string Text { get; init; } = "";

    public IReadOnlyList<TextEntity> Entities { get; init; } = [];

    public Message? ReplyTo { get; init; }

    public Quote? Quote { get; init; }

    public Message? ForwardedFrom { get; init; }

    public long AlbumId { get; init; }

    public bool IsSilent { get; init; }

    public Media? Media { get; init; }

    public ServiceAction? Service { get; init; }

    public string? Raw { get; init; }
}
