namespace Bridges.Host.Http;

/// <summary>Who may call an endpoint. Stands on the endpoint itself, as routing takes many spellings of one path.</summary>
internal enum Caller
{
    /// <summary>Whoever shows the hs_token; what counts for everything that does not say otherwise.</summary>
    Homeserver,

    /// <summary>This program's own command line, which shows the as_token.</summary>
    Administrator,

    Anybody,

    /// <summary>The endpoint asks by itself: it knows other tokens, or sessions.</summary>
    AskedByItself,
}
