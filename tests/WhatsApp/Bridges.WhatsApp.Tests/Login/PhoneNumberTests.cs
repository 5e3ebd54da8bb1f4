using Bridges.WhatsApp.Login;

namespace Bridges.WhatsApp.Tests.Login;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+49 151 23456789", "4915123456789")]
    [InlineData("0049-151-23456789", "4915123456789")]
    [InlineData("+49 (0)151 23456789", "4915123456789")]
    [InlineData("4915123456789", "4915123456789")]
    [InlineData("0151 23456789", null)]
    [InlineData("00", null)]
    [InlineData("1234", null)]
    [InlineData("+49 151 2345678901234", null)]
    [InlineData("call me", null)]
    public void A_number_without_its_country_code_is_none(string written, string? digits) => Assert.Equal(digits, PhoneNumber.Read(written));
}
