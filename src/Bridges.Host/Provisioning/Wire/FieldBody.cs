using Bridges.Abstractions;

namespace Bridges.Host.Provisioning;

/// <summary>One value that a step asks for.</summary>
internal sealed record FieldBody(string Type, string Id, string Name, string Description, string? DefaultValue, IReadOnlyList<string>? Options)
{
    public static FieldBody Of(LoginField field) => new(
        field.Kind switch
        {
            LoginFieldKind.PhoneNumber => "phone_number",
            LoginFieldKind.OneTimeCode => "2fa_code",
            LoginFieldKind.Password => "password",
            LoginFieldKind.Token => "token",
            LoginFieldKind.Choice => "select",
            _ => "username",
        },
        field.Id,
        field.Name,
        field.IsOptional ? "May be left out." : "",
        field.Default,
        field.Choices.Count == 0 ? null : [.. field.Choices.Select(choice => choice.Value)]);
}
