using CsiHost.Rpc.Wire;

namespace CsiHost.Tests.Rpc.Wire;

[Trait("tier", "unit")]
public class GrpcMessageTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("volume_id is missing", "volume_id is missing")]
    [InlineData("~ !\"#$&'()*+,-./:;<=>?@[\\]^_`{|}", "~ !\"#$&'()*+,-./:;<=>?@[\\]^_`{|}")]
    [InlineData("100%", "100%25")]
    [InlineData("a\nb\tc\r\0", "a%0Ab%09c%0D%00")]
    [InlineData("größe", "gr%C3%B6%C3%9Fe")]
    [InlineData("卷", "%E5%8D%B7")]
    [InlineData("💾", "%F0%9F%92%BE")]
    [InlineData("\u007f", "%7F")]
    public void Encode_EscapesAllButPrintableAscii(string message, string encoded) => GrpcMessageText.Encode(message).ShouldBe(encoded);

    // An attribute cannot hold half a pair.
    [Fact]
    public void Encode_HalfASurrogatePair_IsTheReplacementLetter() => GrpcMessageText.Encode("\ud800").ShouldBe("%EF%BF%BD");

    [Theory]
    [InlineData("gr%C3%B6%C3%9Fe", "größe")]
    [InlineData("gr%c3%b6%c3%9fe", "größe")]
    [InlineData("100%25", "100%")]
    [InlineData("100%", "100%")]
    [InlineData("%", "%")]
    [InlineData("%2", "%2")]
    [InlineData("%zz%41", "%zzA")]
    [InlineData("%+1", "%+1")]
    [InlineData("%%41", "%A")]
    [InlineData("%FF", "\ufffd")]
    public void Decode_ToleratesBadEscapes(string encoded, string message) => GrpcMessageText.Decode(encoded).ShouldBe(message);

    [Theory]
    [InlineData('a')]
    [InlineData('卷')]
    [InlineData('%')]
    public void Encode_VeryLong_IsCutWithinTheHeaderBudget(char letter)
    {
        var encoded = GrpcMessageText.Encode(new string(letter, 10_000));

        encoded.Length.ShouldBeLessThanOrEqualTo(GrpcMessageText.MaxEncodedLength);
        encoded.ShouldEndWith("...");
        GrpcMessageText.Decode(encoded).ShouldStartWith(new string(letter, 300));
        GrpcMessageText.Decode(encoded).TrimEnd('.').ShouldAllBe(c => c == letter);
    }
}
