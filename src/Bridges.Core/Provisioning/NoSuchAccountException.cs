namespace Bridges.Core;

/// <summary>The user has no account that is meant, or it does not run just now.</summary>
public sealed class NoSuchAccountException() : Exception("You have no such account, or it is not running just now.");
