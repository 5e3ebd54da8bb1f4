namespace Bridges.Abstractions;

/// <summary>What kind of value a login asks for.</summary>
public enum LoginFieldKind
{
    Text,
    PhoneNumber,
    OneTimeCode,
    Password,
    Token,

    /// <summary>One of <see cref="LoginField.Choices"/>.</summary>
    Choice,
}
