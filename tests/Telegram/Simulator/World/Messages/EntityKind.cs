namespace Bridges.Telegram.Simulator.World;

/// <summary>The kinds of text formatting. Each name is the protocol's, after "messageEntity".</summary>
public enum EntityKind
{
    /// <summary>Not understood by this client.</summary>
    Unknown,

    /// <summary>@username</summary>
    Mention,

    /// <summary>#tag</summary>
    Hashtag,

    /// <summary>/command</summary>
    BotCommand,

    /// <summary>An address as such.</summary>
    Url,

    /// <summary>A mail address.</summary>
    Email,

    /// <summary>A phone number.</summary>
    Phone,

    /// <summary>$TAG</summary>
    Cashtag,

    /// <summary>A bank card number.</summary>
    BankCard,

    /// <summary>Bold.</summary>
    Bold,

    /// <summary>Italic.</summary>
    Italic,

    /// <summary>Underlined.</summary>
    Underline,

    /// <summary>Struck through.</summary>
    Strike,

    /// <summary>Hidden until touched.</summary>
    Spoiler,

    /// <summary>Code in a line.</summary>
    Code,

    /// <summary>A block of code.</summary>
    Pre,

    /// <summary>A quotation.</summary>
    Blockquote,

    /// <summary>A text that links to an address.</summary>
    TextUrl,

    /// <summary>A text that names a person without a user name.</summary>
    MentionName,

    /// <summary>An emoji with a picture of its own.</summary>
    CustomEmoji,
}
