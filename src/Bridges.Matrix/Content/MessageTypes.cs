namespace Bridges.Matrix;

/// <summary>Values of <c>msgtype</c>.</summary>
public static class MessageTypes
{
    public const string Text = "m.text";
    public const string Notice = "m.notice";
    public const string Emote = "m.emote";
    public const string Image = "m.image";
    public const string Video = "m.video";
    public const string Audio = "m.audio";
    public const string File = "m.file";
    public const string Location = "m.location";

    /// <summary>A question of one client to another, which says nothing to people.</summary>
    public const string VerificationRequest = "m.key.verification.request";

    /// <summary>Stands in for the <c>msgtype</c> of an <c>m.sticker</c>, which has none.</summary>
    public const string Sticker = "m.sticker";

    /// <summary>Several files in one event (MSC4274, unstable).</summary>
    public const string Gallery = "dm.filament.gallery";
}
